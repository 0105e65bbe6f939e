using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Simulators.Hj212;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

/// <summary>Commands to the real station simulator, over a real socket.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task A_station_s_clock_timeouts_and_intervals_are_set_at_its_first_call()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?>
        {
            ["EnvironmentMonitoring:Initialise:Enabled"] = "true", ["EnvironmentMonitoring:Initialise:After"] = "00:00:00.05",
            ["EnvironmentMonitoring:Initialise:RealtimeSeconds"] = "45", ["EnvironmentMonitoring:Initialise:MinuteMinutes"] = "5",
        });
        await hub.RegisterAsync();
        await using var station = new RunningStation(hub.Port);
        station.Simulator.SetWildClock(new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero));
        station.Simulator.UploadNow();

        await Eventually.True("all four steps", async () => Steps(await hub.GetAsync($"/stations/{Hub.Mn}")).Count == 4);

        Assert.All(Steps(await hub.GetAsync($"/stations/{Hub.Mn}")), step => Assert.EndsWith("QnRtn=1 ExeRtn=1", step));
        Assert.True((station.Simulator.Clock - TimeProvider.System.GetUtcNow()).Duration() < TimeSpan.FromMinutes(1));
        Assert.Equal("45", (await CommandAsync(hub, new { command = "read-real-time-interval" })).GetProperty("answers").GetProperty("RtdInterval").GetString());
        Assert.Equal("5", (await CommandAsync(hub, new { command = "read-minute-interval" })).GetProperty("answers").GetProperty("MinInterval").GetString());
        Assert.True(Assert.Single(await hub.ReadingsAsync()).GetProperty("wildClock").GetBoolean());
    }

    [Fact]
    public async Task Hours_asked_for_are_sent_and_stored_and_the_answer_says_how_it_ended()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        await using var station = new RunningStation(hub.Port);
        station.Simulator.UploadNow();
        await Eventually.True("the station to call", async () => (await hub.ReadingsAsync()).Count == 1);
        var end = TimeProvider.System.GetUtcNow().AddHours(-2);

        var answer = await CommandAsync(hub, new { command = "read-hours", begin = end.AddHours(-5).ToString("O"), end = end.ToString("O") });

        Assert.Equal((true, 5, 1), (answer.GetProperty("succeeded").GetBoolean(), answer.GetProperty("dataFrames").GetInt32(), answer.GetProperty("executionReturn").GetProperty("code").GetInt32()));
        await Eventually.True("five hours", async () => (await hub.ReadingsAsync(kind: "hour")).Count == 5);
        Assert.All(await hub.ReadingsAsync(kind: "hour"), hour => Assert.True(hour.GetProperty("late").GetBoolean()));
        var refused = await CommandAsync(hub, new { command = "read-days", begin = "1999-01-01T00:00:00+08:00", end = "1999-01-02T00:00:00+08:00" });
        Assert.Equal((false, 100), (refused.GetProperty("succeeded").GetBoolean(), refused.GetProperty("executionReturn").GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_command_that_cannot_be_done_says_why()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?> { ["EnvironmentMonitoring:Initialise:AnswerWithin"] = "00:00:00.3" });
        await hub.RegisterAsync();
        const string path = $"/api/environment/v1/stations/{Hub.Mn}/commands";

        var away = await hub.Http.PostAsJsonAsync(path, new { command = "read-clock" });
        Assert.Equal((HttpStatusCode.Conflict, true), (away.StatusCode, (await away.Content.ReadAsStringAsync()).Contains("station-not-connected", StringComparison.Ordinal)));
        var wrong = await hub.Http.PostAsJsonAsync(path, new { command = "explode" });
        Assert.Contains("read-clock", await wrong.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, (await hub.Http.PostAsJsonAsync(path, new { command = "read-hours", begin = "yesterday" })).StatusCode);
        using var reader = hub.Node.Client(hub.Node.Token("environment:read:430481"));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync(path, new { command = "read-clock" })).StatusCode);
        using var mute = await RawStation.CallAsync(hub.Port);
        await mute.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow(), "a34004-Rtd=1"));
        await mute.ReceiveAsync();
        var silent = await hub.Http.PostAsJsonAsync(path, new { command = "read-clock" });
        Assert.Equal((HttpStatusCode.GatewayTimeout, "1011"), (silent.StatusCode, RawStation.Field(await mute.ReceiveAsync(), "CN")));
    }

    internal static async Task<JsonElement> CommandAsync(Hub hub, object command)
    {
        var answer = await hub.Http.PostAsJsonAsync($"/api/environment/v1/stations/{Hub.Mn}/commands", command);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static List<string> Steps(JsonElement station) =>
        station.TryGetProperty("line", out var line) ? [.. line.GetProperty("initialisation").EnumerateArray().Select(step => step.GetString()!)] : [];
}
