using System.Globalization;

namespace SmartCity.Alarms.Records;

/// <summary>In which order a list comes.</summary>
internal enum AlarmOrder : byte
{
    /// <summary>What rings first, emergencies before alarms, the newest first.</summary>
    Urgent,

    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>Oldest first.</summary>
    Oldest,

    /// <summary>Last changed first.</summary>
    Updated,
}

/// <summary>Filters, order and place of a page of alarms.</summary>
internal sealed record AlarmQuery(IReadOnlyList<string> Divisions, AlarmOrder Order, int Limit)
{
    public AlarmState? State { get; init; }
    public Severity? Severity { get; init; }
    public string? Type { get; init; }

    /// <summary>Only those that ring, or only those that do not.</summary>
    public bool? Ringing { get; init; }

    /// <summary>Only those that rang and that nobody has acknowledged, over or not.</summary>
    public bool? Unacknowledged { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Text { get; init; }

    /// <summary>The last alarm of the page before.</summary>
    public (int Rank, DateTimeOffset At, string Id)? After { get; init; }

    public IQueryable<Alarm> Apply(IQueryable<Alarm> alarms) => Ordered(Filtered(alarms)).Take(Limit + 1);

    /// <summary>The place of an alarm in the order.</summary>
    public string Place(Alarm alarm) => string.Create(CultureInfo.InvariantCulture,
        $"{Order}|{alarm.Rank}|{(Order == AlarmOrder.Updated ? alarm.UpdatedAt : alarm.RaisedAt).UtcTicks}|{alarm.Id}");

    /// <summary>Reads a place; null when it is none of this order.</summary>
    public static (int, DateTimeOffset, string)? Parse(string place, AlarmOrder order) =>
        place.Split('|') is [var named, var rank, var ticks, var id] && named == order.ToString() && int.TryParse(rank, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= DateTimeOffset.MaxValue.UtcTicks
            ? (number, new DateTimeOffset(at, TimeSpan.Zero), id) : null;

    private IQueryable<Alarm> Filtered(IQueryable<Alarm> alarms)
    {
        alarms = alarms.Where(it => Divisions.Contains(it.Division));
        if (State is { } state)
            alarms = alarms.Where(it => it.State == state);
        if (Severity is { } severity)
            alarms = alarms.Where(it => it.Severity == severity);
        if (Type is not null)
            alarms = alarms.Where(it => it.Type == Type);
        if (Ringing is { } ringing)
            alarms = alarms.Where(it => it.Rank <= AlarmRank.LastRinging == ringing);
        if (Unacknowledged is { } unacknowledged)
            alarms = alarms.Where(it => (it.QuietBecause == null && it.AcknowledgedAt == null) == unacknowledged);
        if (From is { } from)
            alarms = alarms.Where(it => it.RaisedAt >= from);
        if (To is { } to)
            alarms = alarms.Where(it => it.RaisedAt < to);
        if (Text is not null)
            alarms = alarms.Where(it => it.Title.Contains(Text) || it.TitleEnglish.Contains(Text) || it.Subject.Contains(Text) || it.Id.Contains(Text));
        return alarms;
    }

    private IQueryable<Alarm> Ordered(IQueryable<Alarm> alarms)
    {
        var (rank, at, id) = After ?? default;
        var on = After is not null;
        return Order switch
        {
            AlarmOrder.Newest => alarms.Where(it => !on || it.RaisedAt < at || it.RaisedAt == at && it.Id.CompareTo(id) > 0)
                .OrderByDescending(it => it.RaisedAt).ThenBy(it => it.Id),
            AlarmOrder.Oldest => alarms.Where(it => !on || it.RaisedAt > at || it.RaisedAt == at && it.Id.CompareTo(id) > 0)
                .OrderBy(it => it.RaisedAt).ThenBy(it => it.Id),
            AlarmOrder.Updated => alarms.Where(it => !on || it.UpdatedAt < at || it.UpdatedAt == at && it.Id.CompareTo(id) > 0)
                .OrderByDescending(it => it.UpdatedAt).ThenBy(it => it.Id),
            _ => alarms.Where(it => !on || it.Rank > rank || it.Rank == rank && (it.RaisedAt < at || it.RaisedAt == at && it.Id.CompareTo(id) > 0))
                .OrderBy(it => it.Rank).ThenByDescending(it => it.RaisedAt).ThenBy(it => it.Id),
        };
    }
}
