using SmartCity.CityManagement.WorkingTime;

namespace SmartCity.CityManagement.Tests.WorkingTime;

public sealed class CalendarFileTests
{
    [Fact]
    public void Holidays_of_the_sample_are_33_days_and_make_up_days_six()
    {
        var days = Enumerable.Range(0, 365).Select(day => new DateOnly(2026, 1, 1).AddDays(day)).ToList();
        var calendar = Files.Calendar2026;
        Assert.Equal(33, days.Count(day => calendar.HolidayOn(day) is not null));
        Assert.Equal(6, days.Count(day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday && calendar.HoursOn(day).Count > 0));
        Assert.Equal(248, days.Count(day => calendar.HoursOn(day).Count > 0));
    }

    [Fact]
    public void Every_mistake_is_named_at_once()
    {
        var mistakes = CalendarFile.TryRead("""
            { "name": "", "years": [2026, 26], "holiday": [],
              "hours": { "monday": ["8-12", "15:00-18:00", "17:00-19:00"], "lunes": [], "tuesday": "09:00-12:00" },
              "holidays": [
                { "name": "a", "from": "2026-10-01", "to": "2026-09-30" },
                { "name": "b", "from": "2026-13-01", "to": "soon" },
                { "from": "2027-01-01", "to": "2026-01-02" },
                { "name": "c", "from": "2026-05-01", "to": "2026-05-02" },
                { "name": "d", "from": "2026-05-02", "to": "2026-05-02" } ],
              "makeUpDays": [ { "for": "c", "date": "2026-05-01" }, { "for": "c", "date": "2026-11-23" }, 7 ] }
            """, out var calendar);
        Assert.Null(calendar);
        Assert.Equal(
            [
                "the file, holiday", "the file, name", "years[1], year",
                "hours, monday", "hours, monday", "hours, lunes", "hours, tuesday",
                "holidays[0], to", "holidays[1], from", "holidays[1], to", "holidays[2], name", "holidays[2], from",
                "holidays[4], from", "makeUpDays[0], date", "makeUpDays[1], date", "makeUpDays[2], for", "makeUpDays[2], date",
            ],
            mistakes.Select(mistake => $"{mistake.Where}, {mistake.Field}"));
        Assert.Contains(mistakes, mistake => mistake.ToString()
            == "makeUpDays[0], date: expected a day outside the holiday c, found '2026-05-01'");
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("{ \"name\":\n \"a\" ", "line 2")]
    public void What_is_no_JSON_is_named_by_line(string text, string where) =>
        Assert.Equal(where, Assert.Single(CalendarFile.TryRead(text, out _)).Where);

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    public void What_is_no_object_is_one_mistake(string text) => Assert.Single(CalendarFile.TryRead(text, out _));

    [Fact]
    public void A_week_without_work_is_a_mistake() =>
        Assert.Equal("hours", Assert.Single(CalendarFile.TryRead("""{ "name": "a", "years": [2026], "hours": {} }""", out _)).Field);

    [Fact]
    public void Make_up_days_need_hours() =>
        Assert.Equal("makeUpHours", Assert.Single(CalendarFile.TryRead("""
            { "name": "a", "years": [2026], "hours": { "tuesday": ["09:00-10:00"] }, "makeUpDays": [{ "for": "x", "date": "2026-11-23" }] }
            """, out _)).Field);

    [Fact]
    public void Loading_a_bad_file_says_everything_in_the_exception()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{ "years": [1], "hours": {} }""");
            var error = Assert.Throws<FileMistakesException>(() => CalendarFile.Load(path));
            Assert.Equal(3, error.Mistakes.Count);
            Assert.All(error.Mistakes, mistake => Assert.Contains(mistake.ToString(), error.Message, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
