using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Fetches what the upstream addresses to this node, waiting on the request; the next request acknowledges what came.</summary>
internal sealed class DownlinkLoop(
    Lane lane, UpstreamLink upstream, LinkClient client, LinkStates states, NodeStore store, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options)
    : Loop($"federation downlink {lane}")
{
    private readonly Lease lease = new(store, $"federation downlink {lane}");

    public static void AddAll(ModuleBuilder module)
    {
        foreach (var lane in Lanes.All)
            module.Loop(provider => ActivatorUtilities.CreateInstance<DownlinkLoop>(provider, lane));
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var session = await upstream.SessionAsync(cancellation);
            if (!await lease.HoldAsync(cancellation) || !await FetchAsync(session, cancellation))
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
            Beat();
        }
    }

    private async Task<bool> FetchAsync(LinkSession session, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var cursor = await CursorAsync(session, cancellation);
        var path = $"/downlink/{lane.ToString().ToLowerInvariant()}?epoch={session.Epoch:x}&after={cursor.Position}&last={cursor.LastHash}&lastid={cursor.LastId}&wait={(int)options.Value.LongPoll.TotalSeconds}&format={Uri.EscapeDataString(session.Format)}";
        LinkResponse response;
        try
        {
            response = await client.SendAsync(HttpMethod.Get, path, default, null, options.Value.LongPoll + TimeSpan.FromSeconds(10), cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            upstream.Break();
            await states.SetAsync(peer, LinkStates.Down, lane, LinkState.Dark, exception.Message);
            return false;
        }
        if (response.Status == HttpStatusCode.NoContent || response.Status == HttpStatusCode.OK)
            return await TakeAsync(session, cursor, response, cancellation);
        await TroubleAsync(peer, response);
        return false;
    }

    private async Task<StoredCursor> CursorAsync(LinkSession session, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var stored = await LinkCursors.ReceivedAsync(connection, null, session.Upstream.Node, lane);
        return stored is not null && stored.Epoch == session.Epoch ? stored : await ContinueAsync(session, stored);
    }

    // The upstream opened a new epoch after a restore: what it kept of the old one we have; go on where the new one began, or start over.
    private Task<StoredCursor> ContinueAsync(LinkSession session, StoredCursor? stored)
    {
        var answer = upstream.LastHello?.Answer;
        var same = stored is not null && answer?.PreviousEpoch == stored.Epoch.ToString("x");
        return Task.FromResult(new StoredCursor(session.Upstream.Node, lane, session.Epoch, same ? Math.Min(stored!.Position, answer!.EpochAfter) : 0, null, null, clock.GetUtcNow()));
    }

    private async Task<bool> TakeAsync(LinkSession session, StoredCursor cursor, LinkResponse response, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var through = response.Headers.TryGetValues(LinkEndpoints.ThroughHeader, out var values) && long.TryParse(values.FirstOrDefault(), out var position) ? position : cursor.Position;
        if (response.Status == HttpStatusCode.OK)
        {
            if (EventBatch.Read(response.Body, response.Format, lane, clock.GetUtcNow(), out var mistake) is not { } events
                || (mistake = BatchCheck.FindDownMistake(node.Id, peer, cursor.Position, through, events)) is not null)
            {
                await states.SetAsync(peer, LinkStates.Down, lane, LinkState.Refused, "The upstream's batch is refused: " + mistake);
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation);
                return true;
            }
            var began = clock.GetUtcNow().UtcDateTime;
            await ImportAsync(peer, cursor, through, events, cancellation);
            FederationTelemetry.Taken("fetch", lane, events, began);
            FederationTelemetry.Passed(peer, LinkStates.Down, lane, events.Count);
        }
        else if (through > cursor.Position + 10_000)
            await store.WriteAsync(lane, write => LinkCursors.SaveReceivedAsync(write, cursor with { Position = through }), cancellation);
        await states.FlowingAsync(peer, LinkStates.Down, lane);
        return true;
    }

    private Task ImportAsync(string peer, StoredCursor cursor, long through, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation) =>
        store.WriteAsync(lane, async write =>
        {
            write.Import(events.Select(envelope => envelope with { Hops = BatchCheck.Hop(envelope.Hops, peer) }));
            await LinkCursors.SaveReceivedAsync(write, cursor with { Position = through, LastId = events[^1].Id, LastHash = EventHash.Format(EventHash.Of(events[^1])) });
        }, cancellation);

    private async Task TroubleAsync(string peer, LinkResponse response)
    {
        var state = response.Problem switch
        {
            "log-diverged" or "epoch-unknown" => LinkState.Diverged,
            "superseded" => LinkState.Superseded,
            _ when (int)response.Status == 429 => LinkState.Throttled,
            _ when (int)response.Status >= 500 => LinkState.Dark,
            _ => LinkState.Refused,
        };
        await states.SetAsync(peer, LinkStates.Down, lane, state, response.Explain());
        upstream.Break();
    }
}
