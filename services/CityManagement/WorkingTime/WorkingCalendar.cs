using System.Collections.Frozen;

namespace SmartCity.CityManagement.WorkingTime;

/// <summary>
/// The clock of limits: when is worked, hours by weekday, public holidays, make-up days. Instants in and out are UTC; days
/// and hours inside are Beijing's, which is UTC+8 all year. Pure: it holds what a calendar file said and nothing moves.
/// A working day is counted by its hours (Monday 10:00 and one working day is Tuesday 10:00); where a rule counts to the
/// close of the last day, <see cref="CloseOfDay"/> gives that close.
/// </summary>
public sealed class WorkingCalendar
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private const int MostDaysAhead = 40_000;

    private readonly WorkingDay[] week;
    private readonly FrozenDictionary<DateOnly, string> holidays;
    private readonly FrozenDictionary<DateOnly, string> makeUpDays;
    private readonly WorkingDay makeUpDay;
    private readonly FrozenSet<int> years;

    internal WorkingCalendar(
        string name,
        WorkingDay[] week,
        WorkingDay makeUpDay,
        IReadOnlyDictionary<DateOnly, string> holidays,
        IReadOnlyDictionary<DateOnly, string> makeUpDays,
        IEnumerable<int> years)
    {
        if (week.All(day => day.Ticks == 0))
            throw new ArgumentException("Expected working hours on some day of the week.", nameof(week));
        Name = name;
        this.week = week;
        this.makeUpDay = makeUpDay;
        this.holidays = holidays.ToFrozenDictionary();
        this.makeUpDays = makeUpDays.ToFrozenDictionary();
        this.years = years.ToFrozenSet();
    }

    public string Name { get; }

    /// <summary>Whether the holidays of this year are known. In other years only weekdays count, so a deadline there is provisional.</summary>
    public bool Covers(int year) => years.Contains(year);

    /// <summary>Name of the public holiday on this Beijing date, or null.</summary>
    public string? HolidayOn(DateOnly date) => holidays.GetValueOrDefault(date);

    /// <summary>What this Beijing date is worked for although it would be free, or null.</summary>
    public string? MakeUpOn(DateOnly date) => makeUpDays.GetValueOrDefault(date);

    /// <summary>When is worked on this Beijing date; empty on a free day.</summary>
    public IReadOnlyList<WorkingSpan> HoursOn(DateOnly date) => DayOf(date).Spans;

    /// <summary>Whether this instant is inside working hours; the closing instant is not.</summary>
    public bool IsWorking(DateTimeOffset instant)
    {
        var (date, time) = Local(instant);
        return DayOf(date).Spans.Any(span => time >= span.From.Ticks && time < span.To.Ticks);
    }

    /// <summary>
    /// The earliest instant by which the duration has run since the start: work from Monday 08:00 for the hours of a day ends
    /// at Monday's close, not at Tuesday's opening. UTC.
    /// </summary>
    public DateTimeOffset Add(DateTimeOffset start, WorkingDuration duration) =>
        duration.Unit is WorkingUnit.NaturalHours or WorkingUnit.NaturalDays
            ? start.ToUniversalTime().AddTicks(duration.Ticks)
            : AddWorking(start, duration);

    /// <summary>
    /// The deadline of a clock that stood still during the pauses; null while a pause that has not ended holds it, for then
    /// there is no deadline to name.
    /// </summary>
    public DateTimeOffset? Add(DateTimeOffset start, WorkingDuration duration, IEnumerable<Pause> pauses)
    {
        var (from, left) = (start, duration);
        foreach (var pause in Pause.Merge(pauses))
        {
            if (pause.To <= from)
                continue;
            var run = pause.From > from ? Elapsed(from, pause.From, left.Unit) : WorkingDuration.FromTicks(left.Unit, 0);
            if (run.Ticks >= left.Ticks)
                break;
            if (pause.To is not { } end)
                return null;
            (from, left) = (end, WorkingDuration.FromTicks(left.Unit, left.Ticks - run.Ticks));
        }

        return Add(from, left);
    }

    /// <summary>How much of the unit ran from start to end; nothing when the end is not after the start.</summary>
    public WorkingDuration Elapsed(DateTimeOffset start, DateTimeOffset end, WorkingUnit unit)
    {
        if (end <= start)
            return WorkingDuration.FromTicks(unit, 0);
        return WorkingDuration.FromTicks(unit, unit is WorkingUnit.NaturalHours or WorkingUnit.NaturalDays
            ? (end - start).Ticks
            : WorkedBetween(Local(start), Local(end), unit));
    }

    /// <summary>How much of the unit ran from start to end outside the pauses; a pause that has not ended lasts to the end.</summary>
    public WorkingDuration Elapsed(DateTimeOffset start, DateTimeOffset end, WorkingUnit unit, IEnumerable<Pause> pauses)
    {
        var ticks = Elapsed(start, end, unit).Ticks;
        foreach (var pause in Pause.Merge(pauses))
        {
            var from = pause.From > start ? pause.From : start;
            var to = pause.To is { } ended && ended < end ? ended : end;
            ticks -= Elapsed(from, to, unit).Ticks;
        }

        return WorkingDuration.FromTicks(unit, ticks);
    }

    /// <summary>The close of the working day this instant falls on, or of the next working day. UTC.</summary>
    public DateTimeOffset CloseOfDay(DateTimeOffset instant)
    {
        var (date, time) = Local(instant);
        for (var ahead = 0; ahead < MostDaysAhead; ahead++, date = date.AddDays(1), time = 0)
        {
            if (DayOf(date) is { Ticks: > 0 } day && day.Close.Ticks >= time)
                return Utc(date, day.Close.Ticks);
        }

        throw NoWorkAhead(date);
    }

    private DateTimeOffset AddWorking(DateTimeOffset start, WorkingDuration duration)
    {
        if (duration.Ticks == 0)
            return start.ToUniversalTime();
        var (date, time) = Local(start);
        var left = duration.Ticks + DayOf(date).MeasureAt(time, duration.Unit);
        for (var ahead = 0; ahead < MostDaysAhead; ahead++, date = date.AddDays(1))
        {
            var day = DayOf(date);
            var whole = day.MeasureAt(TimeSpan.TicksPerDay, duration.Unit);
            if (left <= whole)
                return Utc(date, day.TimeOf(left, duration.Unit));
            left -= whole;
        }

        throw NoWorkAhead(date);
    }

    private long WorkedBetween((DateOnly Date, long Time) start, (DateOnly Date, long Time) end, WorkingUnit unit)
    {
        var worked = DayOf(end.Date).MeasureAt(end.Time, unit) - DayOf(start.Date).MeasureAt(start.Time, unit);
        for (var date = start.Date; date < end.Date; date = date.AddDays(1))
            worked += DayOf(date).MeasureAt(TimeSpan.TicksPerDay, unit);
        return worked;
    }

    private WorkingDay DayOf(DateOnly date) =>
        makeUpDays.ContainsKey(date) ? makeUpDay
        : holidays.ContainsKey(date) ? WorkingDay.Free
        : week[(int)date.DayOfWeek];

    private static (DateOnly Date, long Time) Local(DateTimeOffset instant)
    {
        var local = instant.ToOffset(Beijing);
        return (DateOnly.FromDateTime(local.DateTime), local.TimeOfDay.Ticks);
    }

    private static DateTimeOffset Utc(DateOnly date, long timeOfDay) =>
        new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Beijing).AddTicks(timeOfDay).ToUniversalTime();

    private static InvalidOperationException NoWorkAhead(DateOnly until) =>
        new($"Expected enough working time in the {MostDaysAhead} days before {until:yyyy-MM-dd}; "
            + "the calendar has too little. Trying again does not help.");
}
