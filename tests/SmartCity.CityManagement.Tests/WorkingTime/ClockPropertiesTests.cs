using FsCheck;
using FsCheck.Fluent;
using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Tests.WorkingTime;

/// <summary>What holds of every clock, over the calendar of 2026 and one of uneven days (a short Friday, a Saturday morning, a night).</summary>
public sealed class ClockPropertiesTests
{
    private static readonly DateTimeOffset NewYear = new(2025, 12, 31, 16, 0, 0, TimeSpan.Zero);
    private static readonly WorkingCalendar[] Calendars = [Files.Calendar2026, Uneven()];

    private static readonly Gen<WorkingCalendar> Calendar = Gen.Elements(Calendars);
    private static readonly Gen<WorkingUnit> Unit = Gen.Elements(Enum.GetValues<WorkingUnit>());
    private static readonly Gen<DateTimeOffset> Instant = Gen.Choose(0, 400 * 86_400).Select(second => NewYear.AddSeconds(second));

    private static readonly Gen<WorkingDuration> Duration =
        from unit in Unit
        from hundredths in Gen.Choose(0, 4_000)
        select WorkingDuration.Of(unit, hundredths / 100m);

    private static readonly Gen<Pause> PauseGen =
        from start in Instant
        from length in Gen.Choose(-86_400, 20 * 86_400)
        select new Pause(start, start.AddSeconds(length));

    [Fact]
    public void What_is_added_has_elapsed() => Check(
        from calendar in Calendar from start in Instant from duration in Duration select (calendar, start, duration),
        c => Same(c.duration, c.calendar.Elapsed(c.start, c.calendar.Add(c.start, c.duration), c.duration.Unit)));

    [Fact]
    public void The_deadline_is_the_first_instant_that_will_do() => Check(
        from calendar in Calendar from start in Instant from duration in Duration select (calendar, start, duration),
        c =>
        {
            var deadline = c.calendar.Add(c.start, c.duration);
            return deadline == c.start
                || c.calendar.Elapsed(c.start, deadline.AddTicks(-1), c.duration.Unit).Ticks < c.duration.Ticks;
        });

    [Fact]
    public void More_time_is_never_an_earlier_deadline_nor_is_a_later_start() => Check(
        from calendar in Calendar
        from start in Instant
        from later in Gen.Choose(0, 10 * 86_400)
        from duration in Duration
        from more in Gen.Choose(0, 1_000)
        select (calendar, start, later, duration, more),
        c =>
        {
            var deadline = c.calendar.Add(c.start, c.duration);
            var longer = WorkingDuration.Of(c.duration.Unit, c.duration.Amount + (c.more / 100m));
            return c.calendar.Add(c.start, longer) >= deadline
                && c.calendar.Add(c.start.AddSeconds(c.later), c.duration) >= deadline;
        });

    [Fact]
    public void Two_stretches_elapse_as_their_whole() => Check(
        from calendar in Calendar from unit in Unit from instants in Instant.ArrayOf(3) select (calendar, unit, instants.Order().ToArray()),
        c =>
        {
            var (calendar, unit, at) = c;
            return calendar.Elapsed(at[0], at[1], unit).Ticks + calendar.Elapsed(at[1], at[2], unit).Ticks
                == calendar.Elapsed(at[0], at[2], unit).Ticks;
        });

    [Fact]
    public void Time_outside_the_pauses_and_time_inside_make_the_whole() => Check(
        from calendar in Calendar
        from unit in Unit
        from instants in Instant.ArrayOf(2)
        from pauses in PauseGen.ArrayOf(4)
        select (calendar, unit, instants.Order().ToArray(), pauses),
        c =>
        {
            var (calendar, unit, at, pauses) = c;
            var inside = Pause.Merge(pauses).Sum(pause => calendar.Elapsed(
                pause.From > at[0] ? pause.From : at[0], pause.To < at[1] ? pause.To!.Value : at[1], unit).Ticks);
            return calendar.Elapsed(at[0], at[1], unit, pauses).Ticks + inside == calendar.Elapsed(at[0], at[1], unit).Ticks;
        });

    [Fact]
    public void A_pause_cut_in_two_or_told_twice_stops_the_clock_as_long() => Check(
        from calendar in Calendar
        from unit in Unit
        from instants in Instant.ArrayOf(5)
        select (calendar, unit, instants.Order().ToArray()),
        c =>
        {
            var (calendar, unit, at) = c;
            Pause[] whole = [new(at[1], at[3])];
            Pause[] parts = [new(at[2], at[3]), new(at[1], at[2]), new(at[1], at[3])];
            return calendar.Elapsed(at[0], at[4], unit, whole) == calendar.Elapsed(at[0], at[4], unit, parts);
        });

    [Fact]
    public void With_pauses_too_what_is_added_has_elapsed() => Check(
        from calendar in Calendar
        from start in Instant
        from duration in Duration
        from pauses in PauseGen.ArrayOf(3)
        select (calendar, start, duration, pauses),
        c =>
        {
            var deadline = c.calendar.Add(c.start, c.duration, c.pauses)!.Value;
            return deadline >= c.calendar.Add(c.start, c.duration)
                && Same(c.duration, c.calendar.Elapsed(c.start, deadline, c.duration.Unit, c.pauses));
        });

    // A working day of seven hours has fewer ticks than the day it counts as: one tick of work is three and more of measure.
    private static bool Same(WorkingDuration expected, WorkingDuration actual) =>
        actual.Ticks >= expected.Ticks && actual.Ticks - expected.Ticks <= (expected.Unit == WorkingUnit.WorkingDays ? 20 : 0);

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    private static WorkingCalendar Uneven()
    {
        var mistakes = CalendarFile.TryRead("""
            { "name": "uneven", "years": [2026],
              "hours": { "monday": ["08:30-12:00", "14:30-17:30"], "tuesday": ["00:00-24:00"], "thursday": ["08:00-16:01"],
                         "friday": ["09:00-12:00"], "saturday": ["08:00-11:30"] },
              "makeUpHours": ["09:00-15:00"],
              "holidays": [{ "name": "春节", "from": "2026-02-15", "to": "2026-02-23" }],
              "makeUpDays": [{ "for": "春节", "date": "2026-03-01" }] }
            """, out var calendar);
        Assert.Empty(mistakes);
        return calendar!;
    }
}
