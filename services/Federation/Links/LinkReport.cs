using SmartCity.Contracts;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>One direction of one lane of a link, in figures that the log and the last exchange show.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="State">What it does.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastSuccess">When an exchange last went well.</param>
/// <param name="Detail">How we know; null when it flows.</param>
/// <param name="Made">Last position made in the sender's log; null where only the other side knows it.</param>
/// <param name="Acknowledged">Last position acknowledged by the receiver.</param>
/// <param name="BacklogEvents">Events let out and not acknowledged; null where only the other side knows it.</param>
/// <param name="BacklogBytes">Their data, bytes.</param>
/// <param name="BacklogOldest">When the oldest of them was recorded.</param>
internal sealed record LinkLaneView(Lane Lane, string Direction, LinkState State, DateTimeOffset Since, DateTimeOffset? LastSuccess, string? Detail,
    long? Made, long Acknowledged, long? BacklogEvents, long? BacklogBytes, DateTimeOffset? BacklogOldest);

/// <summary>A link to another node.</summary>
internal sealed record LinkView(string Node, string Name, string Relation, string? Build, long ClockOffsetMilliseconds, DateTimeOffset? LastContact, IReadOnlyList<LinkLaneView> Lanes);

/// <summary>Puts together what is known of every link.</summary>
internal sealed class LinkReport(UpstreamLink upstream, Peers peers, LinkStates states, SharingPolicies policies, NodeStore store, NodeInfo node)
{
    public async Task<IReadOnlyList<LinkView>> ReadAsync(CancellationToken cancellation)
    {
        var links = new List<LinkView>();
        if (await upstream.ReadAsync(cancellation) is { } up)
            links.Add(new(up.Node, up.Name, "upstream", upstream.LastHello?.Answer.Build, (long)upstream.ClockOffset.TotalMilliseconds, upstream.LastHello?.At, await UpLanesAsync(up.Node, cancellation)));
        foreach (var peer in await peers.ListAsync(cancellation))
            links.Add(new(peer.Id, peer.Name, "county", peer.Build, peer.ClockOffsetMilliseconds, peer.LastContact, await DownLanesAsync(peer.Id, cancellation)));
        return links;
    }

    // Seen from the county: it sends up and has received down.
    private async Task<List<LinkLaneView>> UpLanesAsync(string peer, CancellationToken cancellation)
    {
        var types = EventTypes.All.Where(type => type.Travels.HasFlag(Travels.Up)).Select(type => type.Name).Except(await policies.WithheldNowAsync(peer, cancellation)).ToList();
        var lanes = new List<LinkLaneView>();
        await using var connection = await store.OpenReadAsync(cancellation);
        foreach (var lane in Lanes.All)
        {
            var sent = (await LinkCursors.SentAsync(connection, peer, lane))?.Position ?? 0;
            lanes.Add(await WithBacklogAsync(states.Get(peer, LinkStates.Up, lane), sent, connection,
                $"origin = @p2 and recovered = 0 and (audience is null or audience = @p3) and type in ({string.Join(',', types.Select(type => $"'{type}'").Append("''"))})", cancellation, node.Id, peer));
            var received = await LinkCursors.ReceivedAsync(connection, null, peer, lane);
            lanes.Add(View(states.Get(peer, LinkStates.Down, lane), null, received?.Position ?? 0, null, null, null));
        }
        return lanes;
    }

    // Seen from the city: it has received up and sends down.
    private async Task<List<LinkLaneView>> DownLanesAsync(string peer, CancellationToken cancellation)
    {
        var lanes = new List<LinkLaneView>();
        await using var connection = await store.OpenReadAsync(cancellation);
        foreach (var lane in Lanes.All)
        {
            var received = await LinkCursors.ReceivedAsync(connection, null, peer, lane);
            lanes.Add(View(states.Get(peer, LinkStates.Up, lane), null, received?.Position ?? 0, null, null, null));
            var sent = (await LinkCursors.SentAsync(connection, peer, lane))?.Position ?? 0;
            lanes.Add(await WithBacklogAsync(states.Get(peer, LinkStates.Down, lane), sent, connection, "audience = @p2", cancellation, peer));
        }
        return lanes;
    }

    private static async Task<LinkLaneView> WithBacklogAsync(LinkLaneState state, long acknowledged, System.Data.Common.DbConnection connection, string filter, CancellationToken cancellation, params object[] more)
    {
        await using var command = connection.Query($"""
            select (select max(position) from kernel_log where lane = @p0), count(*), coalesce(sum(length(data)), 0), min(recorded)
            from kernel_log where lane = @p0 and position > @p1 and {filter}
            """, [(int)state.Lane, acknowledged, .. more]);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return View(state, row.IsDBNull(0) ? 0 : row.GetInt64(0), acknowledged, row.GetInt64(1), Convert.ToInt64(row.GetValue(2), null), row.IsDBNull(3) ? null : Instant.FromMicroseconds(row.GetInt64(3)));
    }

    private static LinkLaneView View(LinkLaneState state, long? made, long acknowledged, long? events, long? bytes, DateTimeOffset? oldest) =>
        new(state.Lane, state.Direction, state.State, state.Since, state.LastSuccess, state.Detail, made, acknowledged, events, bytes, oldest);
}
