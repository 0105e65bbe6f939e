using System.Text.Json;

namespace SmartCity.EndToEnd.Tests.Scenarios;

public sealed class ScenarioTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    [Fact]
    public async Task A_station_over_its_limit_becomes_a_case_that_the_city_sees_closed()
    {
        using var folder = new TestFolder();
        await using var host = Start("exceedance", folder, AppHostProcess.FreeOffset());

        Assert.True(await host.ExitAsync(Patience) == 0, host.Output);
        var report = Report(folder);
        Holds(report);
        Assert.Contains(report.GetProperty("steps").EnumerateArray(), step => step.GetProperty("via").GetString() == "gateway" && step.GetProperty("what").GetString() == "the city sees the case closed");
        Assert.Equal(1, report.GetProperty("effects")[0].GetProperty("counted").GetInt64());
    }

    [Fact]
    public async Task A_cut_line_loses_doubles_and_disorders_nothing()
    {
        using var folder = new TestFolder();
        await using var host = Start("outage", folder, AppHostProcess.FreeOffset());

        Assert.True(await host.ExitAsync(Patience) == 0, host.Output);
        var report = Report(folder);
        Holds(report);
        var cut = report.GetProperty("lanes").EnumerateArray().Where(lane => lane.GetProperty("county").GetString() == "430481").ToList();
        Assert.Equal(4, cut.Count);
        Assert.All(cut, lane => Assert.True(lane.GetProperty("made").GetInt64() > 20, $"hardly anything was made in {lane}"));
        Assert.All(cut, lane => Assert.Equal(["before", "catch-up", "after"], lane.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("phase").GetString()).OrderBy(Order)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_outage_that_is_killed_in_the_middle_still_loses_nothing(bool wholeGroup)
    {
        using var folder = new TestFolder();
        var offset = AppHostProcess.FreeOffset();
        await using (var killed = Start("outage", folder, offset))
        {
            await killed.PrintedAsync("the line is cut", Patience);
            await killed.PrintedAsync("the county's node says so", Patience);
            if (wholeGroup)
                killed.KillGroup();
            else
                killed.Kill();
            Assert.NotEqual(0, await killed.ExitAsync(Patience));
        }

        await using var again = Start("outage", folder, offset, "--resume");

        Assert.True(await again.ExitAsync(Patience) == 0, again.Output);
        Assert.Contains("a run that was interrupted goes on", again.Output, StringComparison.Ordinal);
        Holds(Report(folder));
    }

    [Fact]
    public async Task Resuming_where_nothing_was_interrupted_is_refused_with_the_next_step()
    {
        using var folder = new TestFolder();
        await using var host = Start("outage", folder, 0, "--resume");

        Assert.Equal(2, await host.ExitAsync(Patience));
        Assert.Contains("Start without --resume", host.Output, StringComparison.Ordinal);
    }

    private static AppHostProcess Start(string name, TestFolder folder, int offset, params string[] more) => AppHostProcess.Start(
        ["scenario", name, "--data", folder.File("data"), "--port-offset", TestFolder.Number(offset), "--report", folder.File("report.json"), "--load", "12", "--dark-seconds", "14", .. more]);

    private static JsonElement Report(TestFolder folder) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(folder.File("report.json")));

    private static void Holds(JsonElement report)
    {
        Assert.True(report.GetProperty("passed").GetBoolean());
        Assert.All(report.GetProperty("steps").EnumerateArray(), step => Assert.True(step.GetProperty("ok").GetBoolean(), step.ToString()));
        Assert.All(report.GetProperty("lanes").EnumerateArray(), lane =>
        {
            Assert.Equal(lane.GetProperty("made").GetInt64(), lane.GetProperty("arrived").GetInt64());
            Assert.Equal((0, 0, 0), (lane.GetProperty("lost").GetInt64(), lane.GetProperty("duplicated").GetInt64(), lane.GetProperty("outOfOrder").GetInt64()));
        });
        Assert.All(report.GetProperty("effects").EnumerateArray(), effect => Assert.Equal(effect.GetProperty("expected").GetInt64(), effect.GetProperty("counted").GetInt64()));
        Assert.True(report.GetProperty("effects")[0].GetProperty("expected").GetInt64() > 0);
    }

    private static int Order(string? phase) => phase switch { "before" => 0, "catch-up" => 1, _ => 2 };
}
