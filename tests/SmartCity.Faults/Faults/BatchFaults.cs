using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Security;
using SmartCity.Faults.Site;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Faults.Faults;

/// <summary>
/// Requests of the county that come twice, at once, late or with their events in disorder: signed with its key and made of its own
/// log, as the wire itself or a broken peer could bring them. The county is stopped meanwhile, so that nobody mends it at once.
/// </summary>
internal static class BatchFaults
{
    public static IReadOnlyList<Fault> All { get; } = [new("batches twice, in disorder, replayed", Run, StartsCountyAnew: true)];

    private static async Task Run(FaultContext it)
    {
        await it.AtSomeMomentAsync();
        var site = it.Site;
        site.County.Kill();
        await using var county = await LogReader.OpenAsync(site.CountyDatabase, default);
        using var http = new HttpClient { BaseAddress = site.GatewayAddress };
        foreach (var lane in Lanes.All)
            await SendAsync(site, http, county, lane);
        site.StartCounty();
    }

    private static async Task SendAsync(FaultSite site, HttpClient http, LogReader county, Lane lane)
    {
        var cursor = await CursorAsync(site, lane);
        var own = (await county.ReadAsync(lane, 0, 1_000_000, default)).Where(envelope => envelope.Origin == FaultSite.CountyId && envelope.Audience is null && EventTypes.Find(envelope.Type)!.Travels.HasFlag(Travels.Up)).ToList();
        var (old, next) = (own.Where(envelope => envelope.Position <= cursor).TakeLast(40).ToList(), own.Where(envelope => envelope.Position > cursor).Take(40).ToList());
        var through = await county.HeadAsync(lane, default);

        // What was acknowledged long ago comes again; it comes as if it were new; its events stand in another order.
        Refused(await PostAsync(site, http, county, lane, old[0].Position - 1, old[^1].Position, old));
        Refused(await PostAsync(site, http, county, lane, cursor, through, old));
        if (next.Count > 1)
            Refused(await PostAsync(site, http, county, lane, cursor, through, [.. Enumerable.Reverse(next)]));
        if (next.Count == 0)
            return;
        // The next batch five times at once: one of them is taken.
        var taken = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync(site, http, county, lane, cursor, next[^1].Position, next)));
        Assert.Single(taken, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(taken.Where(answer => answer.Status != HttpStatusCode.OK), Refused);
        // And once more when all of them are through.
        Refused(await PostAsync(site, http, county, lane, cursor, next[^1].Position, next));
    }

    private static void Refused((HttpStatusCode Status, string Text) answer) =>
        Assert.True(answer.Status is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity, $"It was to be refused, and was answered {(int)answer.Status} {answer.Text}");

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(FaultSite site, HttpClient http, LogReader county, Lane lane, long after, long through, IReadOnlyList<EventEnvelope> events)
    {
        var body = new ArrayBufferWriter<byte>();
        EventBatch.Write(body, EventBatch.Binary, events, TimeProvider.System.GetUtcNow());
        var path = $"/api/federation/v1/uplink/{lane.ToString().ToLowerInvariant()}?epoch={county.Identity.Epoch:x}&after={after}&through={through}&last=";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(body.WrittenMemory) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(EventBatch.Binary);
        request.Headers.Authorization = new("Bearer", NodeRequestToken.Issue(site.CountyKey, FaultSite.CountyId, FaultSite.Audience, "POST", path, body.WrittenSpan, TimeProvider.System, TimeSpan.Zero));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<long> CursorAsync(FaultSite site, Lane lane)
    {
        await using var connection = new Npgsql.NpgsqlConnection(site.CityDatabase);
        await connection.OpenAsync();
        await using var command = connection.Query("select position from federation_received where peer = @p0 and lane = @p1", FaultSite.CountyId, (int)lane);
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }
}
