using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// After a declared restore: takes back from the upstream the events of this node that were lost here and are still there.
/// They come back under their old identity, marked recovered: history, not acted on again.
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
            await TakeBackAsync(lane, identity, cancellation);
        await store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync(
            "insert into federation_recovery (peer, epoch, after_position) values (@p0, @p1, @p2) on conflict do nothing", peer, identity.Epoch, identity.EpochAfter), cancellation);
    }

    private async Task TakeBackAsync(Lane lane, LogIdentity identity, CancellationToken cancellation)
    {
        for (var after = identity.EpochAfter; ;)
        {
            var response = await client.SendAsync(HttpMethod.Get, $"/own/{lane.ToString().ToLowerInvariant()}?epoch={identity.PreviousEpoch:x}&after={after}&format={Uri.EscapeDataString(EventBatch.Binary)}", default, null, Patience, cancellation);
            if (!response.Ok)
                throw new InvalidOperationException($"The upstream does not give back the events of {node.Id}: {response.Explain()}");
            if (response.Status == System.Net.HttpStatusCode.NoContent)
                return;
            after = long.Parse(response.Headers.GetValues(LinkEndpoints.ThroughHeader).First());
            var events = EventBatch.Read(response.Body, response.Format, lane, clock.GetUtcNow(), out var mistake) ?? throw new InvalidOperationException($"The upstream's batch cannot be read: {mistake}");
            var ours = events.Where(envelope => envelope.Origin == node.Id && envelope.Epoch == identity.PreviousEpoch).Select(envelope => envelope with { Position = 0, Recovered = true }).ToList();
            if (ours.Count > 0)
                await store.WriteAsync(lane, write =>
                {
                    write.Import(ours);
                    return Task.CompletedTask;
                }, cancellation);
        }
    }

    private async Task<bool> DoneAsync(string peer, long epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select 1 from federation_recovery where peer = @p0 and epoch = @p1", peer, epoch);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
