using System.Globalization;
using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.Contracts;

namespace SmartCity.AppHost.Scenarios;

/// <summary>The line of one county is cut under load in all lanes, and restored: nothing lost, nothing twice, nothing out of order.</summary>
internal sealed class Outage(Story story, string county, string run)
{
    private const string Cases = "/api/city-management/v1/cases/";
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan CatchUpPatience = TimeSpan.FromMinutes(4);
    private readonly string city = story.City.Plan.City.Id;
    private DateTimeOffset cut = DateTimeOffset.MaxValue, caughtUp = DateTimeOffset.MaxValue;

    /// <summary>Before: arrived before the cut. Catch-up: under way at the cut, or made before the backlog was gone. After: the rest.</summary>
    public string PhaseOf(Arrival arrival) => arrival.Arrived < cut ? "before" : arrival.Made < caughtUp ? "catch-up" : "after";

    public async Task RunAsync(CancellationToken cancellation)
    {
        var load = new CountyLoad(story, county, run);
        await load.PrepareAsync(cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var loading = load.RunAsync(stop.Token);
        try
        {
            var known = await BeforeAsync(load, cancellation);
            await DarkAsync(load, known, cancellation);
            await CatchUpAsync(cancellation);
            await Task.Delay(Usual, story.Clock, cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await loading;
        }
        story.Timeline.Add(county, string.Create(CultureInfo.InvariantCulture,
            $"the load ends: {load.Uploads} uploads acknowledged, {load.Handhelds.Accepted} reports and {load.Drilled} drilled events accepted by the county"), "http", load.Uploads > 0 && load.Handhelds.Accepted > 0 && load.Drilled > 0);
    }

    private async Task<string> BeforeAsync(CountyLoad load, CancellationToken cancellation)
    {
        story.Timeline.Add(county, $"load in all lanes, about {story.Options.LoadPerSecond} events a second and lane; the line runs through a relay on {story.City.Relay!.Address.Authority}", "relay");
        var known = await load.Handhelds.ReportAsync(cancellation);
        await story.Timeline.ExpectAsync<object>(city, "gateway", $"the city knows case {known}", async () => await story.Gateway.GetAsync($"{Cases}{known}?home={county}", cancellation), null, Story.Patience, cancellation);
        await Task.Delay(Usual, story.Clock, cancellation);
        return known;
    }

    private async Task DarkAsync(CountyLoad load, string known, CancellationToken cancellation)
    {
        var head = await story.HeadAsync(county, cancellation);
        story.City.Relay!.Cut();
        cut = story.Clock.GetUtcNow();
        story.Timeline.Add(county, $"the line is cut, for {story.Options.DarkSeconds} s", "relay");
        var alone = await load.Handhelds.ReportAsync(cancellation);
        await FinishAsync(alone, cancellation);
        story.Timeline.Add(county, $"the county works alone: case {alone} reported, dispatched, handled, verified and closed", "http");
        story.Timeline.Add(city, "of which the city knows nothing", "gateway", await story.Gateway.GetAsync($"{Cases}{alone}?home={county}", cancellation) is null);
        var urge = await story.Gateway.PostAsync($"{Cases}{known}/urge?home={county}", new { text = "市监督中心督办：线路中断期间" }, cancellation);
        await LinkDarkAsync(cancellation);
        var left = TimeSpan.FromSeconds(story.Options.DarkSeconds) - (story.Clock.GetUtcNow() - cut);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, story.Clock, cancellation);
        story.City.Relay.Restore();
        story.Timeline.Add(county, "the line is restored", "relay");
        await story.EventAsync(county, head, "city-management.case-urged.v1", data => data.TryGetProperty("requestId", out var id) && id.GetString() == urge.GetProperty("requestId").GetString(),
            _ => $"what the city urged meanwhile arrives: case {known} is urged, once", cancellation);
        await story.Timeline.ExpectAsync<object>(city, "gateway", $"the city sees case {alone} closed", async () =>
            await story.Gateway.GetAsync($"{Cases}{alone}?home={county}", cancellation) is { } detail && detail.GetProperty("case").GetProperty("state").GetString() == "closed" ? detail : null,
            null, Story.Patience, cancellation);
    }

    private async Task FinishAsync(string id, CancellationToken cancellation)
    {
        foreach (var (action, text) in new[] { ("accept", "受理"), ("establish", "立案"), ("dispatch", "派遣"), ("handle", "已清理"), ("verify", "核查合格"), ("close", "结案") })
            await story.County(county).PostAsync($"{Cases}{id}/{action}", new { text }, cancellation);
    }

    private Task LinkDarkAsync(CancellationToken cancellation) =>
        story.Timeline.ExpectAsync<string>(county, "http", "the county's node says that its link does not flow", async () =>
        {
            var links = (await story.County(county).GetAsync("/api/federation/v1/links", cancellation))!.Value;
            var up = links.EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray()).Where(lane => lane.GetProperty("direction").GetString() == "up").ToList();
            return up.Count > 0 && up.All(lane => lane.GetProperty("state").GetString() != "flowing")
                ? $"the county's node says so: {string.Join(", ", up.Select(lane => $"{lane.GetProperty("lane").GetString()} {lane.GetProperty("state").GetString()}, backlog {Number(lane, "backlogEvents")}"))}"
                : null;
        }, told => told, Story.Patience, cancellation);

    // The load goes on: caught up is when little of it waits in every lane.
    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        var restored = story.Clock.GetTimestamp();
        await story.Timeline.ExpectAsync<object>(county, "http", "no lane has more waiting than a second makes", async () =>
        {
            var links = (await story.County(county).GetAsync("/api/federation/v1/links", cancellation))!.Value;
            return links.EnumerateArray().SelectMany(link => link.GetProperty("lanes").EnumerateArray()).Where(lane => lane.GetProperty("direction").GetString() == "up")
                .All(lane => Number(lane, "backlogEvents") <= story.Options.LoadPerSecond) ? links : null;
        }, _ => string.Create(CultureInfo.InvariantCulture, $"the backlog is gone {story.Clock.GetElapsedTime(restored).TotalSeconds:0.0} s after the line was seen working"), CatchUpPatience, cancellation);
        caughtUp = story.Clock.GetUtcNow();
    }

    private static long Number(JsonElement lane, string name) => lane.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}
