namespace SmartCity.CityManagement.WorkingTime;

/// <summary>The working spans of one kind of day, in order and apart, and how far into them a time of day is.</summary>
internal sealed class WorkingDay(IReadOnlyList<WorkingSpan> spans)
{
    public static WorkingDay Free { get; } = new([]);

    public IReadOnlyList<WorkingSpan> Spans { get; } = spans;

    public long Ticks { get; } = spans.Sum(span => span.Length.Ticks);

    public TimeSpan Close => Spans[^1].To;

    /// <summary>How much of the day is worked before this time of day, in the measure of the unit.</summary>
    public long MeasureAt(long timeOfDay, WorkingUnit unit)
    {
        var worked = Spans.Sum(span => Math.Clamp(timeOfDay - span.From.Ticks, 0, span.Length.Ticks));
        return unit == WorkingUnit.WorkingDays && Ticks > 0
            ? (long)((Int128)worked * TimeSpan.TicksPerDay / Ticks)
            : worked;
    }

    /// <summary>The earliest time of day at which the measure is reached; the measure must be above nothing and within the day.</summary>
    public long TimeOf(long measure, WorkingUnit unit)
    {
        // Rounded up, and no day is worked for longer than 24 hours: so measuring this time again gives at least the measure.
        var worked = unit == WorkingUnit.WorkingDays
            ? (long)((((Int128)measure * Ticks) + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay)
            : measure;
        foreach (var span in Spans)
        {
            if (worked <= span.Length.Ticks)
                return span.From.Ticks + worked;
            worked -= span.Length.Ticks;
        }

        throw new ArgumentOutOfRangeException(nameof(measure), measure, "Expected no more than the day holds.");
    }
}
