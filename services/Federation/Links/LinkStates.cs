using System.Collections.Concurrent;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;

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

    /// <summary>A newer epoch of this node is linked: this one is an old twin.</summary>
    Superseded,
}

/// <summary>State of one direction of one lane, and how we know.</summary>
internal sealed record LinkLaneState(string Peer, string Direction, Lane Lane, LinkState State, DateTimeOffset Since, DateTimeOffset? LastSuccess, string? Detail);

/// <summary>The states of all links, as the last exchange showed them. A change is an event.</summary>
internal sealed class LinkStates(EventLog log, NodeInfo node, NodeHealth health, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Peer, string Direction, Lane Lane), LinkLaneState> states = new();

    public const string Up = "up";

    public const string Down = "down";

    public LinkLaneState Get(string peer, string direction, Lane lane) =>
        states.GetOrAdd((peer, direction, lane), _ => new(peer, direction, lane, LinkState.Dark, clock.GetUtcNow(), null, "no contact since this node started"));

    /// <summary>The last exchange went well.</summary>
    public Task FlowingAsync(string peer, string direction, Lane lane) => SetAsync(peer, direction, lane, LinkState.Flowing, null);

    /// <summary>Sets a state with what showed it.</summary>
    public async Task SetAsync(string peer, string direction, Lane lane, LinkState state, string? detail)
    {
        var before = Get(peer, direction, lane);
        var now = clock.GetUtcNow();
        states[(peer, direction, lane)] = new(peer, direction, lane, state,
            state == before.State ? before.Since : now, state == LinkState.Flowing ? now : before.LastSuccess, detail);
        if (state == before.State)
            return;
        Report(peer);
        await log.AppendAsync(new LinkStateChanged(peer, lane, direction, state.ToString(), detail, node.Id, now), CancellationToken.None);
    }

    private void Report(string peer)
    {
        var bad = states.Values.Where(lane => lane.Peer == peer && lane.State != LinkState.Flowing).ToList();
        health.Report("link " + peer, bad.Count == 0 ? HealthStatus.Healthy : HealthStatus.Degraded,
            bad.Count == 0 ? null : string.Join("; ", bad.Select(lane => $"{lane.Direction} {lane.Lane}: {lane.State} {lane.Detail}").Distinct().Take(3)));
    }
}
