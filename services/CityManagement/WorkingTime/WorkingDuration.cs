using System.Globalization;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>What a limit is counted in.</summary>
public enum WorkingUnit : byte
{
    /// <summary>工作时: time inside working hours.</summary>
    WorkingHours,

    /// <summary>工作日: a whole day of working hours, however long that day's are; half its hours are half a day.</summary>
    WorkingDays,

    /// <summary>自然时: time by the clock.</summary>
    NaturalHours,

    /// <summary>自然日: 24 hours by the clock.</summary>
    NaturalDays,
}

/// <summary>An amount of time as a limit states it. Amounts of different units do not compare.</summary>
public readonly record struct WorkingDuration
{
    private WorkingDuration(WorkingUnit unit, long ticks) => (Unit, Ticks) = (unit, ticks);

    public WorkingUnit Unit { get; }

    /// <summary>Hours and natural days in ticks of the clock; a working day counts as 24 hours of ticks whatever its length.</summary>
    public long Ticks { get; }

    /// <summary>The amount in its unit: hours or days.</summary>
    public decimal Amount => Ticks / (decimal)TicksPerUnit(Unit);

    public static WorkingDuration WorkingHours(decimal hours) => Of(WorkingUnit.WorkingHours, hours);

    public static WorkingDuration WorkingDays(decimal days) => Of(WorkingUnit.WorkingDays, days);

    public static WorkingDuration NaturalHours(decimal hours) => Of(WorkingUnit.NaturalHours, hours);

    public static WorkingDuration NaturalDays(decimal days) => Of(WorkingUnit.NaturalDays, days);

    /// <summary>An amount of a unit, 0 to 10,000; an amount outside is the caller's mistake.</summary>
    public static WorkingDuration Of(WorkingUnit unit, decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, 10_000m);
        return new(unit, (long)(amount * TicksPerUnit(unit)));
    }

    public override string ToString() =>
        $"{Amount.ToString("0.##", CultureInfo.InvariantCulture)} {Unit switch
        {
            WorkingUnit.WorkingHours => "工作时",
            WorkingUnit.WorkingDays => "工作日",
            WorkingUnit.NaturalHours => "小时",
            _ => "天",
        }}";

    /// <summary>The duration of which <see cref="Ticks"/> was kept.</summary>
    public static WorkingDuration FromTicks(WorkingUnit unit, long ticks) => new(unit, ticks);

    private static long TicksPerUnit(WorkingUnit unit) =>
        unit is WorkingUnit.WorkingHours or WorkingUnit.NaturalHours ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay;
}
