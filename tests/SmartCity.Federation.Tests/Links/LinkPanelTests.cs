using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

/// <summary>What people are shown of links: figures that the log bears out, curves, and one event followed.</summary>
public sealed class LinkPanelTests
{
    [Fact]
    public async Task Backlogs_are_true_while_they_grow_shrink_and_the_policy_changes()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Bulk, "flowing");
        line.Cut();
        await DrillAsync(county, 3000);
        await ShowsAsync(county, 3000);
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = new[] { "platform.bulk-drilled.v1" }, reason = "测试" });
        await DrillAsync(county, 9000);
        await ShowsAsync(county, 3000);
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = Array.Empty<string>(), reason = "测试" });
        await DrillAsync(county, 500);
        await ShowsAsync(county, 3500);

        line.Restore();

        await ShowsAsync(county, 0);
        var lane = await LinkTests.LaneAsync(county, "up", Lane.Bulk);
        Assert.Equal(0, lane.GetProperty("backlogBytes").GetInt64());
        Assert.False(lane.TryGetProperty("backlogOldest", out var oldest) && oldest.ValueKind == JsonValueKind.String);
        Assert.Equal(3500, (await city.Node.Log.ReadAsync(Lane.Bulk, 0, 20_000, ["platform.bulk-drilled.v1"], LogScope.All, default)).Events.Count);
        await Eventually.True("the city is told of the uplink's figures", async () => (await LinkTests.LaneAsync(city.Node, "up", Lane.Bulk)) is var shown
            && shown.TryGetProperty("backlogEvents", out var told) && told.ValueKind == JsonValueKind.Number && told.GetInt64() == 0 && shown.GetProperty("made").GetInt64() > 12_000);
    }

    [Fact]
    public async Task A_lane_that_acknowledges_nothing_with_a_backlog_is_never_said_to_flow()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Alarm, "flowing");

        // An event that waits since before, and an acknowledgement that does not move: as a sender that hangs would leave it.
        await RestoreTests.AskAsync(city.Node, "430499", 1);
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("update kernel_log set audience = '430481', recorded = recorded - 60000000 where audience = '430499'"), default);
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("update federation_sent set at = at - 60000000"), default);

        var state = (await LinkTests.LaneAsync(city.Node, "down", Lane.Normal)).GetProperty("state").GetString();
        Assert.Contains(state, (string[])["stalled", "dark"]);
    }

    [Fact]
    public async Task Backlogs_are_noted_for_curves()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:HistoryEvery"] = "00:00:01" });
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Bulk, "flowing");
        line.Cut();
        await DrillAsync(county, 40);

        await Eventually.True("a sample with the backlog", async () => (await SamplesAsync(county)).Any(lane => lane.GetProperty("backlogEvents").GetInt64() == 40 && lane.GetProperty("state").GetString() == "dark" && lane.GetProperty("backlogAgeSeconds").GetDouble() > 0));
        var wrong = await county.Http.GetAsync("/api/federation/v1/links/430400/history?from=2026-11-25T00:00:00Z&through=2026-11-24T00:00:00Z");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task One_event_is_followed_from_what_began_it_to_what_came_of_it_at_both_ends()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await county.Log.AppendAsync(LinkTests.Drill(1), default);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 1);
        var first = (await LinkTests.ArrivedAsync(county, Lane.Alarm))[0];
        await AnswerAsync(county, first, 2);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 2);
        var second = (await LinkTests.ArrivedAsync(county, Lane.Alarm))[1];
        await Eventually.True("the county knows that both arrived", async () => Statuses(await TraceAsync(county, second.Id)) is ["acknowledged", "acknowledged"]);
        line.Cut();
        await AnswerAsync(county, second, 3);

        var home = await Eventually.Get("acknowledged", async () => await TraceAsync(county, second.Id) is var trace && Statuses(trace) is ["acknowledged", "acknowledged", "waiting"] ? (JsonElement?)trace : null);
        var far = await TraceAsync(city.Node, second.Id);

        Assert.Equal((first.Id, false), (home!.Value.GetProperty("storyId").GetString(), home.Value.GetProperty("beginsElsewhere").GetBoolean()));
        Assert.Equal([null, first.Id, second.Id], home.Value.GetProperty("steps").EnumerateArray().Select(step => step.TryGetProperty("causationId", out var cause) ? cause.GetString() : null));
        Assert.Equal([first.Id, second.Id], far.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("id").GetString()));
        Assert.Equal(["received", "received"], Statuses(far));
        Assert.Equal(HttpStatusCode.NotFound, (await county.Http.GetAsync("/api/federation/v1/trace/430481.1.1")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await county.Http.GetAsync("/api/federation/v1/trace/nonsense")).StatusCode);
    }

    [Fact]
    public async Task Without_the_right_none_of_it_is_shown()
    {
        await using var city = await TestCity.StartAsync();
        using var stranger = city.Node.Client(city.Node.Token("environment:read:*"));

        foreach (var path in (string[])["links", "links/430481", "links/430481/ledger", "links/430481/history", "sharing", "enrolments", "trace/430481.1.1", "policy", "backfills"])
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync("/api/federation/v1/" + path)).StatusCode);
        using var reader = city.Node.Client(city.Node.Token("federation:read:*"));
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/federation/v1/policy/preview", new { withheldTypes = Array.Empty<string>() })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DeleteAsync("/api/federation/v1/enrolments/0123456789abcdef")).StatusCode);
    }

    private static Task ShowsAsync(TestNode county, long events) => Eventually.True($"a backlog of {events}", async () =>
        (await LinkTests.LaneAsync(county, "up", Lane.Bulk)).GetProperty("backlogEvents").GetInt64() == events, TimeSpan.FromSeconds(30));

    private static async Task DrillAsync(TestNode node, int count) => (await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "bulk", count })).EnsureSuccessStatusCode();

    private static async Task<IReadOnlyList<JsonElement>> SamplesAsync(TestNode node) =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/links/430400/history")).GetProperty("samples").EnumerateArray()
            .SelectMany(sample => sample.GetProperty("lanes").EnumerateArray()).Where(lane => lane.GetProperty("direction").GetString() == "up" && lane.GetProperty("lane").GetString() == "bulk")];

    private static Task AnswerAsync(TestNode county, EventEnvelope asked, int number) => county.Store.WriteAsync(Lane.Alarm, write =>
    {
        write.Append(EventLog.Envelope(LinkTests.Drill(number), TimeProvider.System.GetUtcNow(), cause: Cause.Of("test", asked)));
        return Task.CompletedTask;
    }, default);

    private static Task<JsonElement> TraceAsync(TestNode node, string id) => node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/trace/" + id);

    private static IReadOnlyList<string?> Statuses(JsonElement trace) =>
        [.. trace.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("links").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } link ? link.GetProperty("status").GetString() : null)];
}
