using SmartCity.Contracts.Codes;

namespace SmartCity.Alarms.Duty;

/// <summary>Body of an import or a trial: the CSV as it stands.</summary>
internal sealed record DutyListRequest(string List);

/// <summary>An entry as it is answered. <see cref="Position"/> is a number or <c>supervisor</c>.</summary>
internal sealed record DutyView(string Division, string Shift, string Days, string From, string To, string Position, string Account, string Name, string? Phone, string? Mail)
{
    public static DutyView Of(DutyEntry entry) => new(entry.Division, entry.Shift, entry.Days, DutyEntry.Clock(entry.FromMinute), DutyEntry.Clock(entry.ToMinute),
        DutyCells.Position(entry.Position), entry.Account, entry.Name, entry.Phone, entry.Mail);
}

/// <summary>Who is on duty for a division, in the order in which they are told; empty for nobody.</summary>
internal sealed record OnDutyView(string Division, string DivisionName, DateTimeOffset At, IReadOnlyList<DutyView> Persons);

/// <summary>What came of an import, a division each.</summary>
internal sealed record DutyImportedView(string ImportId, IReadOnlyList<DutyDivision> Divisions);

/// <summary>The list of a division in a file: how many entries, and when within a week nobody would be on duty.</summary>
internal sealed record DutyDivision(string Division, string DivisionName, int Entries, IReadOnlyList<DutyGap> Gaps);

/// <summary>What a file would do: its mistakes, and what would be replaced.</summary>
internal sealed record DutyCheck(bool Valid, IReadOnlyList<DutyMistake> Mistakes, IReadOnlyList<DutyDivision> Divisions)
{
    private const int DaysAhead = 7;

    public static DutyCheck Of(IReadOnlyList<DutyEntry> entries, IReadOnlyList<DutyMistake> mistakes, DateTimeOffset now) => new(mistakes.Count == 0, mistakes,
        [.. entries.GroupBy(entry => entry.Division).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new DutyDivision(group.Key, NameOf(group.Key), group.Count(), DutyRoster.Gaps([.. group], now, DaysAhead)))]);

    private static string NameOf(string code) => Contracts.Codes.Divisions.Find(code)?.Name ?? code;
}
