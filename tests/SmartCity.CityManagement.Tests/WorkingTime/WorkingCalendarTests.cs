using SmartCity.CityManagement.WorkingTime;
using static SmartCity.CityManagement.Tests.WorkingTime.Files;

namespace SmartCity.CityManagement.Tests.WorkingTime;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = Calendar2026;

    [Theory]
    [InlineData("2026-11-23 10:00", true)]
    [InlineData("2026-11-23 08:00", true)]
    [InlineData("2026-11-23 07:59", false)]
    [InlineData("2026-11-23 12:00", false)]
    [InlineData("2026-11-23 13:00", false)]
    [InlineData("2026-11-23 18:00", false)]
    [InlineData("2026-11-22 10:00", false)]
    [InlineData("2026-10-01 10:00", false)]
    [InlineData("2026-10-10 10:00", true)]
    [InlineData("2026-01-04 10:00", true)]
    [InlineData("2026-02-15 10:00", false)]
    public void Hours_holidays_and_make_up_days_say_when_is_worked(string at, bool working) =>
        Assert.Equal(working, Calendar.IsWorking(Beijing(at)));

    [Theory]
    [InlineData("2026-11-23 10:00", 1, "2026-11-23 11:00")]
    [InlineData("2026-11-23 10:00", 2, "2026-11-23 12:00")]
    [InlineData("2026-11-23 10:00", 4, "2026-11-23 17:00")]
    [InlineData("2026-11-23 10:00", 7, "2026-11-24 10:00")]
    [InlineData("2026-11-23 12:30", 1, "2026-11-23 16:00")]
    [InlineData("2026-11-23 20:00", 1, "2026-11-24 09:00")]
    [InlineData("2026-11-27 17:30", 1, "2026-11-30 08:30")]
    [InlineData("2026-09-30 17:00", 2, "2026-10-08 09:00")]
    [InlineData("2026-10-09 17:00", 2, "2026-10-10 09:00")]
    [InlineData("2026-11-23 08:00", 7, "2026-11-23 18:00")]
    public void Working_hours_run_inside_working_hours_only(string start, int hours, string deadline) =>
        Assert.Equal(Beijing(deadline), Calendar.Add(Beijing(start), WorkingDuration.WorkingHours(hours)));

    [Theory]
    [InlineData("2026-11-23 10:00", 1, "2026-11-24 10:00")]
    [InlineData("2026-11-23 08:00", 1, "2026-11-23 18:00")]
    [InlineData("2026-11-27 16:00", 1, "2026-11-30 16:00")]
    [InlineData("2026-11-28 16:00", 1, "2026-11-30 18:00")]
    [InlineData("2026-09-30 10:00", 1, "2026-10-08 10:00")]
    [InlineData("2026-02-13 10:00", 2, "2026-02-24 10:00")]
    [InlineData("2026-11-23 10:00", 20, "2026-12-21 10:00")]
    public void Working_days_end_at_the_hour_they_began(string start, int days, string deadline) =>
        Assert.Equal(Beijing(deadline), Calendar.Add(Beijing(start), WorkingDuration.WorkingDays(days)));

    [Fact]
    public void Natural_time_runs_through_nights_and_holidays()
    {
        Assert.Equal(Beijing("2026-10-01 01:00"), Calendar.Add(Beijing("2026-09-30 23:00"), WorkingDuration.NaturalHours(2)));
        Assert.Equal(Beijing("2026-10-03 23:00"), Calendar.Add(Beijing("2026-09-30 23:00"), WorkingDuration.NaturalDays(3)));
    }

    [Fact]
    public void Instants_come_back_in_UTC_whatever_the_offset_they_came_in() =>
        Assert.Equal(TimeSpan.Zero, Calendar.Add(
            new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8)), WorkingDuration.NaturalHours(1)).Offset);

    [Fact]
    public void A_rule_that_counts_to_the_close_of_the_day_finds_it()
    {
        Assert.Equal(Beijing("2026-11-24 18:00"), Calendar.CloseOfDay(Beijing("2026-11-24 10:00")));
        Assert.Equal(Beijing("2026-11-24 18:00"), Calendar.CloseOfDay(Beijing("2026-11-24 18:00")));
        Assert.Equal(Beijing("2026-11-25 18:00"), Calendar.CloseOfDay(Beijing("2026-11-24 18:01")));
        Assert.Equal(Beijing("2026-10-08 18:00"), Calendar.CloseOfDay(Beijing("2026-10-01 09:00")));
    }

    [Fact]
    public void A_suspension_moves_the_deadline_by_the_working_time_it_took()
    {
        var start = Beijing("2026-11-23 10:00");
        Pause[] pauses = [new(Beijing("2026-11-23 11:00"), Beijing("2026-11-24 11:00"))];
        Assert.Equal(Beijing("2026-11-24 18:00"), Calendar.Add(start, WorkingDuration.WorkingHours(5), pauses));
        Assert.Equal(5m, Calendar.Elapsed(start, Beijing("2026-11-24 18:00"), WorkingUnit.WorkingHours, pauses).Amount);
    }

    [Fact]
    public void A_suspension_that_lasts_leaves_no_deadline_and_stops_the_clock()
    {
        var start = Beijing("2026-11-23 10:00");
        Pause[] pauses = [new(Beijing("2026-11-23 11:00"), null)];
        Assert.Null(Calendar.Add(start, WorkingDuration.WorkingHours(2), pauses));
        Assert.Equal(1m, Calendar.Elapsed(start, Beijing("2026-12-23 11:00"), WorkingUnit.WorkingHours, pauses).Amount);
    }

    [Fact]
    public void A_suspension_after_the_deadline_changes_nothing() =>
        Assert.Equal(Beijing("2026-11-23 11:00"), Calendar.Add(
            Beijing("2026-11-23 10:00"), WorkingDuration.WorkingHours(1), [new(Beijing("2026-11-23 11:00"), null)]));

    [Fact]
    public void Years_without_published_holidays_are_known_as_such()
    {
        Assert.True(Calendar.Covers(2026));
        Assert.False(Calendar.Covers(2027));
        Assert.Equal("国庆节", Calendar.HolidayOn(new(2026, 10, 7)));
        Assert.Null(Calendar.HolidayOn(new(2026, 10, 8)));
        Assert.Equal("08:00-12:00 15:00-18:00", string.Join(' ', Calendar.HoursOn(new(2026, 11, 23))));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void An_amount_out_of_range_is_refused(int amount) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkingDuration.WorkingDays(amount));

    [Fact]
    public void A_duration_says_its_unit() => Assert.Equal("2.5 工作时", WorkingDuration.WorkingHours(2.5m).ToString());
}
