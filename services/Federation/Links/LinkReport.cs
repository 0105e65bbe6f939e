using System.Collections.Concurrent;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>One direction of one lane of a link, in figures that the log and the last exchange show.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="State">What it does.</param>
/// <param name="Since">Since when.</param>
/// <param name="LastSuccess">When an exchange last went well.</param>
/// <param name="Detail">How we know; null when it flows.</param>
/// <param name="Made">Last position made in the sender's log; null where only the other side knows it and has not told.</param>
/// <param name="Acknowledged">Last position acknowledged by the receiver.</param>
/// <param name="BacklogEvents">Events let out and not acknowledged; null where only the other side knows it and has not told.</param>
/// <param name="BacklogBytes">Their data, bytes.</param>
/// <param name="BacklogOldest">When the oldest of them was recorded.</param>
/// <param name="Sent">Last position sent since the sender's program started; null when none was.</param>
/// <param name="ComparedThrough">Up to where the ledgers were compared; null when they were not, or only the other side knows.</param>
/// <param name="LostEvents">Events of named losses.</param>
/// <param name="ToldAt">When the other side told these figures; null when they are this node's own.</param>
internal sealed record LinkLaneView(Lane Lane, string Direction, LinkState State, DateTimeOffset Since, DateTimeOffset? LastSuccess, string? Detail,
    long? Made, long Acknowledged, long? BacklogEvents, long? BacklogBytes, DateTimeOffset? BacklogOldest,
    long? Sent, long? ComparedThrough, long? LostEvents, DateTimeOffset? ToldAt)
{
    /// <summary>Whether the figures say something of now: they are this node's own, or were told within the last minute over a line that still speaks.</summary>
    public bool IsTold(DateTimeOffset now) => ToldAt is null || State != LinkState.Dark && now - ToldAt < TimeSpan.FromMinutes(1);
}

/// <summary>A link to another node.</summary>
internal sealed record LinkView(string Node, string Name, string Relation, string? Build, long ClockOffsetMilliseconds, DateTimeOffset? LastContact, IReadOnlyList<LinkLaneView> Lanes);

/// <summary>Puts together what is known of every link: of lanes we send by our own log, of lanes we receive by what the sender told last.</summary>
internal sealed class LinkReport(UpstreamLink upstream, Peers peers, LinkStates states, Backlogs backlogs, Ledger ledger, EventLog log, NodeStore store, TimeProvider clock)
{
    private static readonly TimeSpan HelloPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandsStill = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<LaneReport> Lanes, DateTimeOffset At)> told = new();

    /// <summary>Notes what the other side tells of the lanes it sends.</summary>
    public void Note(string peer, IReadOnlyList<LaneReport>? lanes)
    {
        if (lanes is not null)
            told[peer] = (lanes, clock.GetUtcNow());
    }

    public async Task<IReadOnlyList<LinkView>> ReadAsync(CancellationToken cancellation)
    {
        var links = new List<LinkView>();
        if (await upstream.ReadAsync(cancellation) is { } up)
            links.Add(new(up.Node, up.Name, "upstream", upstream.LastHello?.Answer.Build, (long)upstream.ClockOffset.TotalMilliseconds, upstream.LastHello?.At, await LanesAsync(up.Node, LinkStates.Up, cancellation)));
        foreach (var peer in await peers.ListAsync(cancellation))
            links.Add(new(peer.Id, peer.Name, "county", peer.Build, peer.ClockOffsetMilliseconds, peer.LastContact, await LanesAsync(peer.Id, LinkStates.Down, cancellation)));
        return links;
    }

    /// <summary>The lanes we send to a peer, as the other side is told of them; null when they are not counted yet: a hello does not wait for figures.</summary>
    public async Task<IReadOnlyList<LaneReport>?> SendingAsync(string direction, string peer, CancellationToken cancellation)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(HelloPatience);
        try
        {
            return await CountAsync(direction, peer, soon.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<LaneReport>> CountAsync(string direction, string peer, CancellationToken cancellation)
    {
        var reports = new List<LaneReport>();
        foreach (var lane in Lanes.All)
        {
            var view = await SendingAsync(peer, direction, lane, cancellation);
            reports.Add(new(lane, view.Made ?? 0, view.Sent, view.Acknowledged, view.BacklogEvents ?? 0, view.BacklogBytes ?? 0,
                view.BacklogOldest is { } oldest ? (long)(clock.GetUtcNow() - oldest).TotalMilliseconds : null, view.ComparedThrough, view.LostEvents ?? 0));
        }
        return reports;
    }

    private async Task<List<LinkLaneView>> LanesAsync(string peer, string sends, CancellationToken cancellation)
    {
        var lanes = new List<LinkLaneView>();
        foreach (var lane in Lanes.All)
            foreach (var direction in (string[])[LinkStates.Up, LinkStates.Down])
                lanes.Add(direction == sends ? await SendingAsync(peer, direction, lane, cancellation) : await ReceivingAsync(peer, direction, lane, cancellation));
        return lanes;
    }

    private async Task<LinkLaneView> SendingAsync(string peer, string direction, Lane lane, CancellationToken cancellation)
    {
        StoredCursor? sent;
        (long Events, long Blocks) lost;
        await using (var connection = await store.OpenReadAsync(cancellation))
        {
            sent = await LinkCursors.SentAsync(connection, peer, lane);
            lost = await LedgerTable.LossesAsync(connection, peer, lane, cancellation);
        }
        var backlog = await backlogs.ReadAsync(peer, direction, lane, sent?.Position ?? 0, cancellation);
        long? compared = direction == LinkStates.Up ? await ledger.ComparedThroughAsync(peer, lane, log.Identity.Epoch, null, cancellation) : null;
        var state = Truthful(states.Get(peer, direction, lane), sent, backlog);
        return new(lane, direction, state.State, state.Since, state.LastSuccess, state.Detail, backlog.Made, sent?.Position ?? 0,
            backlog.Events, backlog.Bytes, backlog.Oldest, states.LastSent(peer, direction, lane), compared < 0 ? null : compared, lost.Events, null);
    }

    // Never flowing while the acknowledged position stands still with a backlog.
    private LinkLaneState Truthful(LinkLaneState state, StoredCursor? sent, Backlog backlog)
    {
        var since = (sent?.At ?? state.Since) is var moved && backlog.Oldest > moved ? backlog.Oldest.Value : moved;
        return state.State == LinkState.Flowing && backlog.Events > 0 && clock.GetUtcNow() - since > StandsStill
            ? state with { State = LinkState.Stalled, Since = since, Detail = $"{backlog.Events} events wait and none was acknowledged since {since:O}" } : state;
    }

    private async Task<LinkLaneView> ReceivingAsync(string peer, string direction, Lane lane, CancellationToken cancellation)
    {
        StoredCursor? received;
        await using (var connection = await store.OpenReadAsync(cancellation))
            received = await LinkCursors.ReceivedAsync(connection, null, peer, lane);
        var state = states.Get(peer, direction, lane);
        var (report, at) = told.TryGetValue(peer, out var last) ? (last.Lanes.FirstOrDefault(item => item.Lane == lane), last.At) : (null, default(DateTimeOffset));
        return new(lane, direction, state.State, state.Since, state.LastSuccess, state.Detail, report?.Made, received?.Position ?? 0, report?.BacklogEvents, report?.BacklogBytes,
            report?.BacklogAgeMilliseconds is { } age ? at - TimeSpan.FromMilliseconds(age) : null, report?.Sent, report?.ComparedThrough, report?.LostEvents, report is null ? null : at);
    }
}
