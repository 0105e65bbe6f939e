using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Sample;

namespace SmartCity.AppHost.Scenarios;

/// <summary>A station in 耒阳 goes over its limit; the county opens and dispatches a case, the city urges, the county finishes the work.</summary>
internal sealed class Exceedance(Story story, string county)
{
    private const string Cases = "/api/city-management/v1/cases/";
    private const string Pm25 = "a34004";
    private readonly string city = story.City.Plan.City.Id;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var head = await story.HeadAsync(county, cancellation);
        var station = story.City.Sample!.Stations.First(station => station.Division == county && station.SystemCode == "22");
        var device = SampleStations.Device(station, story.City.Plan, story.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var speaking = device.RunAsync(stop.Token);
        var uploading = UploadAsync(device, stop.Token);
        await ReadingsAsync(station, cancellation);
        device.Force(Pm25, 180, TimeSpan.FromSeconds(15));
        story.Timeline.Add(county, $"{station.Name} ({station.Mn}) now measures PM2.5 180 µg/m³; its limit is 75", "hj212");
        var exceeded = await story.EventAsync(county, head, "environment.limit-exceeded.v1", data => Text(data, "stationId") == station.Mn,
            data => $"the county tells of the exceedance {Text(data, "exceedanceId")}", cancellation);
        await CaseAsync(Text(exceeded, "exceedanceId"), head, cancellation);
        await story.EventAsync(county, head, "environment.exceedance-ended.v1", data => Text(data, "exceedanceId") == Text(exceeded, "exceedanceId"),
            data => $"PM2.5 is below its limit again; the peak was {data.GetProperty("peak")} µg/m³", cancellation);
        await stop.CancelAsync();
        await Task.WhenAll(speaking, uploading);
    }

    private async Task ReadingsAsync(SampleStation station, CancellationToken cancellation)
    {
        var path = $"/api/environment/v1/stations/{station.Mn}/readings?limit=1";
        await story.Timeline.ExpectAsync<object>(county, "http", "a reading of the station at the county", () => ReadingAsync(story.County(county)), null, Story.Patience, cancellation);
        await story.Timeline.ExpectAsync<object>(city, "gateway", "the city's own copy of it, through the gateway", () => ReadingAsync(story.Gateway), null, Story.Patience, cancellation);
        foreach (var (node, via, address) in new[] { (county, "http", story.County(county).Address), (city, "gateway", story.Gateway.Address) })
        {
            using var stranger = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var answer = await stranger.GetAsync(new Uri(address, path), cancellation);
            story.Timeline.Add(node, $"without the token it answers {(int)answer.StatusCode}", via, answer.StatusCode == System.Net.HttpStatusCode.Unauthorized);
        }

        async Task<object?> ReadingAsync(NodeApi node) =>
            await node.GetAsync(path, cancellation) is { } page && page.GetProperty("items").GetArrayLength() > 0 ? page : null;
    }

    private async Task CaseAsync(string exceedance, long head, CancellationToken cancellation)
    {
        var reported = await story.EventAsync(county, head, "city-management.case-reported.v1", data => Text(data, "sourceId") == exceedance,
            data => $"the county opens case {Text(data, "caseId")}", cancellation);
        var id = Text(reported, "caseId");
        await story.EventAsync(county, head, "city-management.case-dispatched.v1", data => Text(data, "caseId") == id,
            data => $"and dispatches it to {Text(data, "responsibleName")}, due {data.GetProperty("deadline")}", cancellation);
        await StateAsync(id, "dispatched", "the city sees the case dispatched", cancellation);
        var urge = await story.Gateway.PostAsync($"{Cases}{id}/urge?home={county}", new { text = "市监督中心督办：请尽快处置" }, cancellation);
        story.Timeline.Add(city, "the city urges; its request goes down to the county", "gateway");
        await story.EventAsync(county, head, "city-management.case-urged.v1", data => Text(data, "requestId") == Text(urge, "requestId"),
            _ => "the county accepts the urging as its own step", cancellation);
        foreach (var (action, text, done) in new[] { ("handle", "已关停超标排放源，现场复测合格", "handles it"), ("verify", "现场核查合格", "verifies"), ("close", "结案", "closes") })
        {
            await story.County(county).PostAsync($"{Cases}{id}/{action}", new { text }, cancellation);
            story.Timeline.Add(county, $"the county {done}", "http");
        }
        await StateAsync(id, "closed", "the city sees the case closed", cancellation);
    }

    private Task StateAsync(string id, string state, string expected, CancellationToken cancellation) =>
        story.Timeline.ExpectAsync<object>(city, "gateway", expected, async () =>
            await story.Gateway.GetAsync($"{Cases}{id}?home={county}", cancellation) is { } detail && Text(detail.GetProperty("case"), "state") == state ? detail : null,
            null, Story.Patience, cancellation);

    private async Task UploadAsync(Simulators.Hj212.Hj212Station device, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.05), story.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
                device.UploadNow();
        }
        catch (OperationCanceledException)
        {
            // The story is over.
        }
    }

    private static string Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
