using System.Net;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// After a declared restore, and before the first hello under the new epoch: takes back from the upstream the events of this
/// node that were lost here and are still there. They come back under their old identity, marked recovered: history, not acted
/// on again. What was made here between the restore and its declaration stands under numbers that the lost events had; it
/// moves to the new epoch, since nobody else has seen it yet.
/// </summary>
internal sealed class Recovery(LinkClient client, EventLog log, NodeStore store, NodeInfo node, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Takes back what there is; goes on where it stopped when it is called again.</summary>
    public async Task TakeBackAsync(string peer, CancellationToken cancellation)
    {
        var identity = log.Identity;
        if (identity.PreviousEpoch == 0 || await DoneAsync(peer, identity.Epoch, cancellation))
            return;
        foreach (var lane in Lanes.All)
            await TakeBackAsync(peer, lane, identity, cancellation);
        await store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync(
            "insert into federation_recovery (peer, epoch, after_position) values (@p0, @p1, @p2) on conflict do nothing", peer, identity.Epoch, identity.EpochAfter), cancellation);
    }

    // What the database that was put back knows as acknowledged is in both logs alike: it is older than the loss.
    private async Task TakeBackAsync(string peer, Lane lane, LogIdentity identity, CancellationToken cancellation)
    {
        long after;
        await using (var connection = await store.OpenReadAsync(cancellation))
            after = await LinkCursors.SentAsync(connection, peer, lane) is { } sent && sent.Epoch == identity.PreviousEpoch ? sent.Position : 0;
        while (true)
        {
            var path = $"/own/{lane.ToString().ToLowerInvariant()}?epoch={identity.PreviousEpoch:x}&after={after}&format={Uri.EscapeDataString(EventBatch.Binary)}";
            var response = await client.SendAsync(HttpMethod.Get, path, default, null, Patience, cancellation);
            if (!response.Ok)
                throw new InvalidOperationException($"The upstream does not give back the events of {node.Id}: {response.Explain()}");
            if (response.Status == HttpStatusCode.NoContent)
                return;
            after = long.Parse(response.Headers.GetValues(LinkEndpoints.ThroughHeader).First());
            var events = EventBatch.Read(response.Body, response.Format, lane, clock.GetUtcNow(), out var mistake) ?? throw new InvalidOperationException($"The upstream's batch cannot be read: {mistake}");
            await PutBackAsync(lane, identity, [.. events.Where(envelope => envelope.Origin == node.Id && envelope.Epoch == identity.PreviousEpoch)], cancellation);
        }
    }

    private async Task PutBackAsync(Lane lane, LogIdentity identity, IReadOnlyList<EventEnvelope> held, CancellationToken cancellation)
    {
        var (lost, inTheWay) = (new List<EventEnvelope>(), new List<long>());
        foreach (var envelope in held)
        {
            var here = await log.FindAsync(envelope.Origin, envelope.Epoch, envelope.OriginPosition, cancellation);
            if (here is not null && EventHash.Of(here) == EventHash.Of(envelope))
                continue;
            if (here is not null)
                inTheWay.Add(envelope.OriginPosition);
            lost.Add(envelope with { Position = 0, Recovered = true });
        }
        if (lost.Count == 0)
            return;
        await store.WriteAsync(lane, async write =>
        {
            foreach (var position in inTheWay)
                await write.ExecuteAsync("update kernel_log set epoch = @p0 where origin = @p1 and epoch = @p2 and origin_position = @p3", identity.Epoch, node.Id, identity.PreviousEpoch, position);
            write.Import(lost);
        }, cancellation);
    }

    private async Task<bool> DoneAsync(string peer, long epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select 1 from federation_recovery where peer = @p0 and epoch = @p1", peer, epoch);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
