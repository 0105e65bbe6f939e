using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Cases;

/// <summary>The clock of cases: how long each kind may take, counted by the working calendar. Pure.</summary>
internal sealed record CaseLimits(WorkingCalendar Calendar, LimitTable Table)
{
    private static readonly WorkingDuration Fallback = WorkingDuration.WorkingDays(5);

    /// <summary>The limit for dealing with it; five working days where the table has none.</summary>
    public WorkingDuration Of(Case it) => Table.Find(
        it.Kind == CaseKinds.Component ? LimitKind.Component : LimitKind.Occurrence, it.Class, it.SubClass, it.Level)?.Duration ?? Fallback;

    public DateTimeOffset Deadline(DateTimeOffset start, WorkingDuration limit) => Calendar.Add(start, limit);

    /// <summary>What is left until the deadline, in the limit's unit; nothing when it has passed.</summary>
    public WorkingDuration Remaining(Case it, DateTimeOffset now) => it switch
    {
        { RemainingTicks: { } left } => WorkingDuration.FromTicks(Unit(it), left),
        { Deadline: { } deadline } => Calendar.Elapsed(now, deadline, Unit(it)),
        _ => WorkingDuration.FromTicks(Unit(it), 0),
    };

    /// <summary>How much of the limit's unit has run since the deadline; nothing before it.</summary>
    public WorkingDuration Late(Case it, DateTimeOffset now) =>
        it.Deadline is { } deadline ? Calendar.Elapsed(deadline, now, Unit(it)) : WorkingDuration.FromTicks(Unit(it), 0);

    /// <summary>Whether the limit's unit runs at this moment.</summary>
    public bool Counts(Case it, DateTimeOffset now) => Unit(it) is WorkingUnit.NaturalHours or WorkingUnit.NaturalDays || Calendar.IsWorking(now);

    public static WorkingUnit Unit(Case it) => Enum.TryParse<WorkingUnit>(it.LimitUnit, ignoreCase: true, out var unit) ? unit : WorkingUnit.WorkingHours;
}

/// <summary>What a case is about.</summary>
internal static class CaseKinds
{
    public const string Component = "component";
    public const string Occurrence = "occurrence";
}
