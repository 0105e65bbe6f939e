using System.Globalization;
using System.Net;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// Events of this node that were lost here and that another node still holds. They come back under their old identity, marked
/// recovered: history, not acted on again. What they had answered is remembered as done, so that it is not done again
/// when the other side tells it once more.
/// </summary>
internal sealed class OwnEvents(EventLog log, NodeStore store, NodeInfo node, DoneEvents done, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A page of what the upstream holds of our log.</summary>
    /// <param name="Events">The events.</param>
    /// <param name="Through">How far it has looked; null when there is no more of that epoch.</param>
    /// <param name="NextEpoch">The next epoch of ours of which it holds something; null when there is none.</param>
    public sealed record Page(IReadOnlyList<EventEnvelope> Events, long? Through, long? NextEpoch = null)
    {
        public void Deconstruct(out IReadOnlyList<EventEnvelope> events, out long? through) => (events, through) = (Events, Through);
    }

    /// <summary>Asks the upstream for events of ours.</summary>
    /// <exception cref="HttpRequestException">It does not give them.</exception>
    public async Task<Page> AskAsync(LinkClient client, Lane lane, long epoch, long after, CancellationToken cancellation)
    {
        var path = $"/own/{lane.ToString().ToLowerInvariant()}?epoch={epoch:x}&after={after}&format={Uri.EscapeDataString(EventBatch.Binary)}";
        var response = await client.SendAsync(HttpMethod.Get, path, default, null, Patience, cancellation);
        if (!response.Ok)
            throw new LinkRefusedException($"The upstream does not give back the events of {node.Id}", response);
        if (response.Status == HttpStatusCode.NoContent)
            return new([], null, response.Header(LinkEndpoints.NextEpochHeader) is { } next && LinkReceiver.TryEpoch(next, out var number) ? number : null);
        if (!long.TryParse(response.Header(LinkEndpoints.ThroughHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var through) || through <= after)
            throw new HttpRequestException("The upstream does not say how far it has looked.");
        var events = EventBatch.Read(response.Body, response.Format, lane, clock.GetUtcNow(), out var mistake) ?? throw new HttpRequestException($"The upstream's batch cannot be read: {mistake}");
        return new([.. events.Where(envelope => envelope.Origin == node.Id && envelope.Epoch == epoch)], through);
    }

    /// <summary>Puts back what is missing here.</summary>
    /// <param name="lane">Their lane.</param>
    /// <param name="held">What the other node holds.</param>
    /// <param name="moveTo">The epoch to which an event moves that stands here under the identity of a lost one: it was made
    /// between a restore and its declaration, and nobody else acts on it under its old number. Null to leave the lost one out.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>How many were missing.</returns>
    public async Task<int> PutBackAsync(Lane lane, IReadOnlyList<EventEnvelope> held, long? moveTo, CancellationToken cancellation)
    {
        var (lost, inTheWay) = (new List<EventEnvelope>(), new List<EventEnvelope>());
        foreach (var envelope in held)
        {
            var here = await log.FindAsync(envelope.Origin, envelope.Epoch, envelope.OriginPosition, cancellation);
            if (here is not null && (moveTo is null || EventHash.Of(here) == EventHash.Of(envelope)))
                continue;
            if (here is not null)
                inTheWay.Add(here);
            lost.Add(envelope with { Position = 0, Recovered = true });
        }
        if (lost.Count == 0)
            return 0;
        await store.WriteAsync(lane, async write =>
        {
            foreach (var other in inTheWay)
                await MoveAsync(write, other, moveTo!.Value);
            await done.NoteAsync(write, lost);
            write.Import(lost);
        }, cancellation);
        return lost.Count;
    }

    private static async Task MoveAsync(WriteTransaction write, EventEnvelope envelope, long epoch)
    {
        foreach (var (table, position) in new[] { ("kernel_log", "origin_position"), ("kernel_causes", "position") })
            await write.ExecuteAsync($"update {table} set epoch = @p0 where origin = @p1 and epoch = @p2 and {position} = @p3", epoch, envelope.Origin, envelope.Epoch, envelope.OriginPosition);
    }
}
