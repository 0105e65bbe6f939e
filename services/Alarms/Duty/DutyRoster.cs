using SmartCity.Contracts.Codes;

namespace SmartCity.Alarms.Duty;

/// <summary>Who is on duty, out of the duty list. Pure.</summary>
internal static class DutyRoster
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The divisions whose list counts for a division, the first that has anybody on duty: itself, what it is part of, the node's own.</summary>
    public static IEnumerable<string> Lists(string division, string node)
    {
        var asked = new List<string>();
        for (var code = division; code is not null; code = Divisions.Find(code)?.Parent)
            asked.Add(code);
        return asked.Append(node).Distinct();
    }

    /// <summary>Those on duty for a division at a time, in the order in which they are told; nobody twice.</summary>
    public static IReadOnlyList<DutyEntry> At(IReadOnlyList<DutyEntry> entries, string division, string node, DateTimeOffset time) =>
        Lists(division, node).Select(list => InForce([.. entries.Where(entry => entry.Division == list)], time)).FirstOrDefault(chain => chain.Count > 0) ?? [];

    /// <summary>Those of one list on duty at a time. Where days of the calendar are named, what is so every week does not count.</summary>
    public static IReadOnlyList<DutyEntry> InForce(IReadOnlyList<DutyEntry> list, DateTimeOffset time)
    {
        var local = time.ToOffset(Beijing);
        var now = list.Where(entry => Holds(entry, DateOnly.FromDateTime(local.DateTime), (int)local.TimeOfDay.TotalMinutes)).ToList();
        var counting = now.Exists(entry => entry.IsDated) ? now.Where(entry => entry.IsDated) : now;
        return [.. counting.OrderBy(entry => entry.Position).ThenBy(entry => entry.Account, StringComparer.Ordinal).DistinctBy(entry => entry.Account)];
    }

    /// <summary>When, within the days after a time, nobody of a list is on duty first; empty when somebody always is.</summary>
    public static IReadOnlyList<DutyGap> Gaps(IReadOnlyList<DutyEntry> list, DateTimeOffset from, int days)
    {
        var minutes = list.SelectMany(entry => new[] { entry.FromMinute, entry.ToMinute % (24 * 60) }).Append(0).Distinct().Order().ToList();
        var midnight = new DateTimeOffset(from.ToOffset(Beijing).Date, Beijing);
        var marks = Enumerable.Range(0, days + 1).SelectMany(day => minutes.Select(minute => midnight.AddDays(day).AddMinutes(minute)))
            .Where(mark => mark > from).Prepend(from).TakeWhile(mark => mark < from.AddDays(days)).Append(from.AddDays(days)).ToList();
        var gaps = new List<DutyGap>();
        for (var index = 0; index + 1 < marks.Count; index++)
            if (!InForce(list, marks[index]).Any(entry => entry.Position < DutyEntry.Supervisor))
                if (gaps.Count > 0 && gaps[^1].To == marks[index])
                    gaps[^1] = gaps[^1] with { To = marks[index + 1] };
                else
                    gaps.Add(new(marks[index], marks[index + 1]));
        return gaps;
    }

    // A night shift belongs to the day on which it begins.
    private static bool Holds(DutyEntry entry, DateOnly day, int minute) =>
        entry.FromMinute < entry.ToMinute
            ? DutyDays.Holds(entry.Days, day) && minute >= entry.FromMinute && minute < entry.ToMinute
            : minute >= entry.FromMinute && DutyDays.Holds(entry.Days, day) || minute < entry.ToMinute && DutyDays.Holds(entry.Days, day.AddDays(-1));
}

/// <summary>A time in which nobody is on duty.</summary>
internal sealed record DutyGap(DateTimeOffset From, DateTimeOffset To);
