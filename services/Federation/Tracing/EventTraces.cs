using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Federation.Links;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Tracing;

/// <summary>One event of a story as it stands in this node's log, with what became of it. Its data are not shown.</summary>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Type">Type.</param>
/// <param name="Lane">Lane.</param>
/// <param name="Subject">The thing it happened to.</param>
/// <param name="Division">Division.</param>
/// <param name="Origin">The node where it happened.</param>
/// <param name="Position">Place in this node's log.</param>
/// <param name="OriginPosition">Place in its home's log.</param>
/// <param name="Time">When it happened.</param>
/// <param name="RecordedTime">When its home wrote it down.</param>
/// <param name="Audience">The node it is addressed to.</param>
/// <param name="CausationId">The event it answers.</param>
/// <param name="Hops">Nodes it passed on its way here.</param>
/// <param name="Recovered">Filed as history.</param>
/// <param name="TraceParent">W3C trace context: leads to the spans of the request that made it.</param>
/// <param name="ActedOn">Who acted on it here, and when.</param>
/// <param name="Parked">For whom it waits here because of an error.</param>
/// <param name="Links">How far it came on each link, as the link's last exchange showed.</param>
internal sealed record TraceStep(
    string Id, string Type, Lane Lane, string Subject, string Division, string Origin, long Position, long OriginPosition, DateTimeOffset Time, DateTimeOffset RecordedTime,
    string? Audience, string? CausationId, string? Hops, bool Recovered, string? TraceParent, IReadOnlyList<ActedOn> ActedOn, IReadOnlyList<ParkedFor> Parked, IReadOnlyList<StepLink> Links);

/// <summary>A subscriber that acted on an event.</summary>
internal sealed record ActedOn(string Subscriber, DateTimeOffset At);

/// <summary>A subscriber for which an event waits.</summary>
internal sealed record ParkedFor(string Subscriber, string? Error, DateTimeOffset Since);

/// <summary>An event on a link: <c>acknowledged</c>, <c>waiting</c>, <c>withheld</c> by policy, <c>stays</c> here by its type, <c>received</c> from there.</summary>
internal sealed record StepLink(string Peer, string Status, long? AcknowledgedPosition);

/// <summary>One story in the order of this node's log.</summary>
/// <param name="EventId">The event asked for.</param>
/// <param name="StoryId">The event that began the story.</param>
/// <param name="BeginsElsewhere">The first event is not in this log: it did not travel, or was dropped.</param>
/// <param name="Steps">Its events here.</param>
/// <param name="More">There are more than are shown.</param>
internal sealed record TraceView(string EventId, string StoryId, bool BeginsElsewhere, IReadOnlyList<TraceStep> Steps, bool More);

/// <summary>Follows one event from what began its story to what came of it. Asks no other node: what links acknowledged is known here.</summary>
internal sealed class EventTraces(EventLog log, NodeStore store, NodeInfo node, Stories stories, SharingPolicies policies, UpstreamLink upstream, Peers peers)
{
    private const int Most = 500;

    /// <returns>Null when this log does not hold the event.</returns>
    public async Task<TraceView?> FollowAsync(string id, CancellationToken cancellation)
    {
        if (!EventEnvelope.TryParseId(id, out var origin, out var epoch, out var position) || await log.FindAsync(origin, epoch, position, cancellation) is not { } wanted)
            return null;
        var story = wanted.CorrelationId ?? wanted.Id;
        var places = await stories.FindAsync(story, Most + 1, cancellation);
        var events = new List<EventEnvelope>();
        if (await FindAsync(story, cancellation) is { } first)
            events.Add(first);
        foreach (var lane in places.Take(Most).GroupBy(place => place.Lane))
            events.AddRange(await log.ReadAtAsync(lane.Key, [.. lane.Select(place => place.Position)], cancellation));
        events.Add(wanted);
        var links = await LinksAsync(cancellation);
        var steps = new List<TraceStep>();
        await using var connection = await store.OpenReadAsync(cancellation);
        foreach (var envelope in events.DistinctBy(envelope => envelope.Id).OrderBy(envelope => envelope.RecordedTime).ThenBy(envelope => envelope.Position))
            steps.Add(await StepAsync(connection, envelope, links, cancellation));
        return new(wanted.Id, story, events[0].Id != story, steps, places.Count > Most);
    }

    private async Task<EventEnvelope?> FindAsync(string id, CancellationToken cancellation) =>
        EventEnvelope.TryParseId(id, out var origin, out var epoch, out var position) ? await log.FindAsync(origin, epoch, position, cancellation) : null;

    private async Task<TraceStep> StepAsync(DbConnection connection, EventEnvelope envelope, IReadOnlyList<(string Peer, bool Up)> links, CancellationToken cancellation)
    {
        var on = new List<StepLink>();
        foreach (var (peer, up) in links)
            if (await OnLinkAsync(connection, envelope, peer, up, cancellation) is { } link)
                on.Add(link);
        return new(envelope.Id, envelope.Type, envelope.Lane, envelope.Subject, envelope.Division, envelope.Origin, envelope.Position, envelope.OriginPosition, envelope.Time, envelope.RecordedTime,
            envelope.Audience, envelope.CausationId, envelope.Hops, envelope.Recovered, envelope.TraceParent, await ActedOnAsync(connection, envelope, cancellation), await ParkedAsync(connection, envelope, cancellation), on);
    }

    private async Task<StepLink?> OnLinkAsync(DbConnection connection, EventEnvelope envelope, string peer, bool up, CancellationToken cancellation)
    {
        if (envelope.Origin != node.Id)
            return envelope.Origin == peer || envelope.Hops?.Split(',').Contains(peer) == true ? new(peer, "received", null) : null;
        if (up ? !policies.MayTravel(envelope with { Recovered = false }, peer) : envelope.Audience != peer)
            return up ? new(peer, "stays", null) : null;
        if (up && !envelope.Recovered && (await policies.LetOutAsync(peer, [envelope], cancellation)).Count == 0)
            return new(peer, "withheld", null);
        var acknowledged = await LinkCursors.SentAsync(connection, peer, envelope.Lane);
        // What was taken back from there is there, whatever its new place here.
        return new(peer, envelope.Recovered || envelope.Position <= acknowledged?.Position ? "acknowledged" : "waiting", acknowledged?.Position);
    }

    private async Task<IReadOnlyList<(string Peer, bool Up)>> LinksAsync(CancellationToken cancellation)
    {
        var links = (await peers.ListAsync(cancellation)).Select(peer => (peer.Id, false)).ToList();
        if (await upstream.ReadAsync(cancellation) is { } above)
            links.Add((above.Node, true));
        return links;
    }

    private static async Task<IReadOnlyList<ActedOn>> ActedOnAsync(DbConnection connection, EventEnvelope envelope, CancellationToken cancellation)
    {
        await using var command = connection.Query("select subscriber, at from kernel_causes where origin = @p0 and epoch = @p1 and position = @p2 order by at", envelope.Origin, envelope.Epoch, envelope.OriginPosition);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var acted = new List<ActedOn>();
        while (await row.ReadAsync(cancellation))
            acted.Add(new(row.GetString(0), Instant.FromMicroseconds(row.GetInt64(1))));
        return acted;
    }

    private static async Task<IReadOnlyList<ParkedFor>> ParkedAsync(DbConnection connection, EventEnvelope envelope, CancellationToken cancellation)
    {
        await using var command = connection.Query("select subscriber, error, parked from kernel_parked where lane = @p0 and position = @p1", (int)envelope.Lane, envelope.Position);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var parked = new List<ParkedFor>();
        while (await row.ReadAsync(cancellation))
            parked.Add(new(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), Instant.FromMicroseconds(row.GetInt64(2))));
        return parked;
    }
}
