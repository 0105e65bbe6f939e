using System.Collections.Concurrent;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Federation.Links;

/// <summary>What one direction of one lane of a link does.</summary>
internal enum LinkState
{
    /// <summary>No contact: nothing is known of the other side.</summary>
    Dark,

    /// <summary>The last exchange went well.</summary>
    Flowing,

    /// <summary>The gateway asks us to go slower.</summary>
    Throttled,

    /// <summary>The other side does not accept what we send, or us.</summary>
    Refused,

    /// <summary>The disk of the receiving side is too full.</summary>
    BlockedByDisk,

    /// <summary>The two logs do not belong together any more: somebody was restored without saying so.</summary>
    Diverged,

    /// <summary>One side was restored and takes back what it lost before anything flows.</summary>
    Recovering,

    /// <summary>The last exchange went well, and yet the acknowledged position stands still with a backlog.</summary>
    Stalled,

    /// <summary>A newer epoch of this node is linked: this one is an old twin.</summary>
    Superseded,
}

/// <summary>State of one direction of one lane, and how we know.</summary>
internal sealed record LinkLaneState(string Peer, string Direction, Lane Lane, LinkState State, DateTimeOffset Since, DateTimeOffset? LastSuccess, string? Detail);

/// <summary>The states of all links, as the last exchange showed them. What changes together in a link is told by one event: see <see cref="LinkTellLoop"/>.</summary>
internal sealed class LinkStates(NodeInfo node, NodeHealth health, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Peer, string Direction, Lane Lane), LinkLaneState> states = new();
    private readonly ConcurrentDictionary<(string Peer, string Direction, Lane Lane), LinkState> told = new();
    private readonly ConcurrentDictionary<(string Peer, string Direction, Lane Lane), long> sent = new();
    private readonly SemaphoreSlim changed = new(0);

    public const string Up = "up";

    public const string Down = "down";

    public LinkLaneState Get(string peer, string direction, Lane lane) =>
        states.GetOrAdd((peer, direction, lane), _ => new(peer, direction, lane, LinkState.Dark, clock.GetUtcNow(), null, "no contact since this node started"));

    /// <summary>The last exchange went well.</summary>
    public Task FlowingAsync(string peer, string direction, Lane lane) => SetAsync(peer, direction, lane, LinkState.Flowing, null);

    /// <summary>Sets a state with what showed it.</summary>
    public Task SetAsync(string peer, string direction, Lane lane, LinkState state, string? detail)
    {
        var before = Get(peer, direction, lane);
        var now = clock.GetUtcNow();
        states[(peer, direction, lane)] = new(peer, direction, lane, state,
            state == before.State ? before.Since : now, state == LinkState.Flowing ? now : before.LastSuccess, detail);
        if (state == before.State)
            return Task.CompletedTask;
        Report(peer);
        changed.Release();
        return Task.CompletedTask;
    }

    /// <summary>Sets the state of a whole link: all lanes, both ways.</summary>
    /// <param name="peer">The other node.</param>
    /// <param name="state">The state.</param>
    /// <param name="detail">What showed it.</param>
    /// <param name="onlyWhenStopped">Leaves lanes alone that are in contact and have a state of their own, such as refused.</param>
    public async Task SetAllAsync(string peer, LinkState state, string? detail, bool onlyWhenStopped = false)
    {
        foreach (var lane in Lanes.All)
            foreach (var direction in (string[])[Up, Down])
                if (!onlyWhenStopped || Get(peer, direction, lane).State is LinkState.Dark or LinkState.Diverged or LinkState.Superseded or LinkState.Recovering)
                    await SetAsync(peer, direction, lane, state, detail);
    }

    /// <summary>Notes how far a lane was sent, acknowledged or not.</summary>
    public void Sent(string peer, string direction, Lane lane, long position) => sent[(peer, direction, lane)] = position;

    /// <summary>How far a lane was sent since this program started; null when nothing was.</summary>
    public long? LastSent(string peer, string direction, Lane lane) => sent.TryGetValue((peer, direction, lane), out var position) ? position : null;

    /// <summary>Ends when something changed.</summary>
    public Task ChangedAsync(CancellationToken cancellation) => changed.WaitAsync(cancellation);

    /// <summary>One event for each link with lanes that are in another state than was told last.</summary>
    public IReadOnlyList<LinkStateChanged> Changes()
    {
        while (changed.Wait(0))
        {
        }
        return [.. states.Values.Where(lane => lane.State != told.GetValueOrDefault((lane.Peer, lane.Direction, lane.Lane), LinkState.Dark)).GroupBy(lane => lane.Peer).Select(Change)];
    }

    /// <summary>Notes what was told.</summary>
    public void Told(LinkStateChanged change)
    {
        foreach (var lane in change.Changes!)
            told[(change.Peer, lane.Direction, lane.Lane)] = Enum.Parse<LinkState>(lane.State);
    }

    // The first names the link's state for readers that know one lane only: the worst, in the most urgent lane.
    private LinkStateChanged Change(IGrouping<string, LinkLaneState> lanes)
    {
        var ordered = lanes.OrderBy(lane => lane.State == LinkState.Flowing).ThenBy(lane => lane.Lane).ThenByDescending(lane => lane.Direction, StringComparer.Ordinal).ToList();
        var first = ordered[0];
        return new(first.Peer, first.Lane, first.Direction, first.State.ToString(), first.Detail, node.Id, ordered.Max(lane => lane.Since),
            [.. ordered.Select(lane => new LinkLaneStateChange(lane.Lane, lane.Direction, lane.State.ToString(), lane.Detail))]);
    }

    private void Report(string peer)
    {
        var bad = states.Values.Where(lane => lane.Peer == peer && lane.State != LinkState.Flowing).ToList();
        health.Report("link " + peer, bad.Count == 0 ? HealthStatus.Healthy : HealthStatus.Degraded,
            bad.Count == 0 ? null : string.Join("; ", bad.Select(lane => $"{lane.Direction} {lane.Lane}: {lane.State} {lane.Detail}").Distinct().Take(3)));
    }
}
