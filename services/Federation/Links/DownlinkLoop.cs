using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Fetches what the upstream addresses to this node, waiting on the request; the next request acknowledges what came.</summary>
internal sealed class DownlinkLoop(
    Lane lane, UpstreamLink upstream, LinkClient client, LinkStates states, EventLog log, NodeStore store, DoneEvents done, Validity validity, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options)
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
            // What broke is the line, and with it the session: no lane flows until a hello went well.
            upstream.Break();
            await states.SetAllAsync(peer, LinkState.Dark, exception.Message);
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
        return stored is not null && stored.Epoch == session.Epoch ? stored : Continue(session, stored);
    }

    // The upstream opened a new epoch after a restore: what it knew us to have acknowledged is in both logs alike; what it tells
    // again from there on is left out by its identity. Otherwise its log is a new one.
    private StoredCursor Continue(LinkSession session, StoredCursor? stored)
    {
        var same = stored is not null && session.Hello.PreviousEpoch == stored.Epoch.ToString("x");
        var acknowledged = session.Hello.Acknowledged is { } known ? known.GetValueOrDefault(lane) : session.Hello.EpochAfter;
        return new(session.Upstream.Node, lane, session.Epoch, same ? Math.Min(stored!.Position, acknowledged) : 0, null, null, clock.GetUtcNow());
    }

    private async Task<bool> TakeAsync(LinkSession session, StoredCursor cursor, LinkResponse response, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var through = response.Headers.TryGetValues(LinkEndpoints.ThroughHeader, out var values) && long.TryParse(values.FirstOrDefault(), out var position) ? position : cursor.Position;
        if (response.Status == HttpStatusCode.OK)
        {
            if (EventBatch.Read(response.Body, response.Format, lane, validity.Now, out var mistake) is not { } events
                || (mistake = BatchCheck.FindDownMistake(node.Id, peer, cursor.Position, through, events)) is not null)
            {
                await states.SetAsync(peer, LinkStates.Down, lane, LinkState.Refused, "The upstream's batch is refused: " + mistake);
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, cancellation);
                return true;
            }
            var began = clock.GetUtcNow().UtcDateTime;
            await ImportAsync(session, cursor, through, events, cancellation);
            FederationTelemetry.Taken("fetch", lane, events, began);
            FederationTelemetry.Passed(peer, LinkStates.Down, lane, events.Count);
        }
        else if (through > cursor.Position + 10_000)
            await store.WriteAsync(lane, write => LinkCursors.SaveReceivedAsync(write, cursor with { Position = through }), cancellation);
        await states.FlowingAsync(peer, LinkStates.Down, lane);
        return true;
    }

    private async Task ImportAsync(LinkSession session, StoredCursor cursor, long through, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var fresh = await done.MarkAsync(await WithoutMovedAsync(session, events, cancellation), cancellation);
        await store.WriteAsync(lane, async write =>
        {
            write.Import(fresh.Select(envelope => envelope with { Hops = BatchCheck.Hop(envelope.Hops, peer) }));
            await LinkCursors.SaveReceivedAsync(write, cursor with { Position = through, LastId = events[^1].Id, LastHash = EventHash.Format(EventHash.Of(events[^1])) });
        }, cancellation);
    }

    // What the upstream made between its restore and the declaration may have moved to its new epoch; we may hold it under its old number.
    private async Task<IReadOnlyList<EventEnvelope>> WithoutMovedAsync(LinkSession session, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        if (!LinkReceiver.TryEpoch(session.Hello.PreviousEpoch ?? "", out var before) || events.All(envelope => envelope.OriginPosition > session.Hello.EpochAfter))
            return events;
        var fresh = new List<EventEnvelope>();
        foreach (var envelope in events)
            if (envelope.Epoch != session.Epoch || envelope.OriginPosition > session.Hello.EpochAfter
                || await log.FindAsync(envelope.Origin, before, envelope.OriginPosition, cancellation) is not { } held || held.Type != envelope.Type || !held.Data.Span.SequenceEqual(envelope.Data.Span))
                fresh.Add(envelope);
        return fresh;
    }

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
