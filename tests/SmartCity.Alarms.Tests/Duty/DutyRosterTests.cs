using SmartCity.Alarms.Duty;

namespace SmartCity.Alarms.Tests.Duty;

public sealed class DutyRosterTests
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    // 2026-11-25 is a Wednesday.
    private const string List = DutyFile.Columns + """

        430481,白班,1-5,08:00,20:00,1,wang,王芳,,
        430481,白班,1-5,08:00,20:00,2,li,李雷,,
        430481,白班,1-5,08:00,20:00,supervisor,zhao,赵敏,,
        430481,夜班,1-5,20:00,08:00,1,sun,孙悦,,
        430481,国庆,2026-10-01..2026-10-07,00:00,24:00,1,qian,钱进,,
        430400,市值班,daily,00:00,24:00,1,chen,陈静,,
        """;

    private static IReadOnlyList<DutyEntry> Entries => DutyFile.Read(List).Entries!;

    [Theory]
    [InlineData("2026-11-25 08:00", "430481", "wang li zhao")]
    [InlineData("2026-11-25 19:59", "430481", "wang li zhao")]
    [InlineData("2026-11-25 20:00", "430481", "sun")]
    [InlineData("2026-11-26 07:59", "430481", "sun")]
    [InlineData("2026-11-28 07:59", "430481", "sun")] // Saturday morning: Friday's night shift
    [InlineData("2026-11-28 08:00", "430481", "chen")] // nobody of the county: the city's
    [InlineData("2026-10-01 09:00", "430481", "qian")] // a Thursday: days of the calendar go before weekdays
    [InlineData("2026-11-25 09:00", "430421", "chen")] // no list of its own
    [InlineData("2026-11-25 09:00", "nowhere", "chen")] // the node's own
    public void The_right_persons_are_on_duty_in_their_order(string time, string division, string expected) =>
        Assert.Equal(expected, string.Join(' ', DutyRoster.At(Entries, division, "430400", At(time)).Select(entry => entry.Account)));

    [Fact]
    public void Hours_without_anybody_are_found()
    {
        var gaps = DutyRoster.Gaps([.. Entries.Where(entry => entry.Division == "430481")], At("2026-11-25 12:00"), 7);

        // From Saturday at eight, when Friday's night ends, to Monday at eight.
        Assert.Equal([new(At("2026-11-28 08:00"), At("2026-11-30 08:00"))], gaps);
        Assert.Empty(DutyRoster.Gaps([.. Entries.Where(entry => entry.Division == "430400")], At("2026-11-25 12:00"), 7));
    }

    private static DateTimeOffset At(string time) => new(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Beijing);
}
