namespace SmartCity.Contracts.Federation;

/// <summary>A node was let in. Stays where it was decided.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="NodeName">What people call it.</param>
/// <param name="Divisions">Divisions whose events it may tell.</param>
/// <param name="KeyId">Thumbprint of its key.</param>
/// <param name="Division">Division of the node that decided.</param>
/// <param name="At">When.</param>
[EventType("federation.node-enrolled.v1", Lane.Normal)]
public sealed record NodeEnrolled(string NodeId, string NodeName, IReadOnlyList<string> Divisions, string KeyId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "nodes/" + NodeId;
}

/// <summary>A node is no longer let in.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallerId">Who decided it.</param>
/// <param name="Division">Division of the node that decided.</param>
/// <param name="At">When.</param>
[EventType("federation.node-revoked.v1", Lane.Alarm)]
public sealed record NodeRevoked(string NodeId, string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "nodes/" + NodeId;
}

/// <summary>What this node lets out was decided anew; it holds for events after this one's position.</summary>
/// <param name="Peer">The node it is let out to.</param>
/// <param name="WithheldTypes">Event types that are not let out; all others that may travel are.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallerId">Who decided it.</param>
/// <param name="Division">Division of the node that decided.</param>
/// <param name="At">When.</param>
[EventType("federation.sharing-policy-changed.v1", Lane.Normal)]
public sealed record SharingPolicyChanged(string Peer, IReadOnlyList<string> WithheldTypes, string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "policies/" + Peer;
}

/// <summary>Lanes of a link changed their state: one event for all that changed together.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="LinkLane">The lane; of several, the most urgent of those in the worst state.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="State">The state now.</param>
/// <param name="Detail">How we know.</param>
/// <param name="Division">Division of the node that noticed.</param>
/// <param name="At">When.</param>
/// <param name="Changes">Every lane and direction that changed; null in events of older programs, which told of one at a time.</param>
[EventType("federation.link-state-changed.v1", Lane.Alarm)]
public sealed record LinkStateChanged(
    string Peer, Lane LinkLane, string Direction, string State, string? Detail, string Division, DateTimeOffset At,
    IReadOnlyList<LinkLaneStateChange>? Changes = null) : IEvent
{
    string IEvent.Subject => "links/" + Peer;
}

/// <summary>One direction of one lane of a link in its new state.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="State">The state now.</param>
/// <param name="Detail">How we know.</param>
public sealed record LinkLaneStateChange(Lane Lane, string Direction, string State, string? Detail);

/// <summary>A batch of a node was refused whole, because it held what that node may not tell.</summary>
/// <param name="Peer">Who sent it.</param>
/// <param name="BatchLane">The lane.</param>
/// <param name="Problem">Name of the problem, for example <c>origin-forged</c>.</param>
/// <param name="Detail">Which event and why.</param>
/// <param name="Division">Division of the node that refused.</param>
/// <param name="At">When.</param>
[EventType("federation.batch-refused.v1", Lane.Alarm)]
public sealed record BatchRefused(string Peer, Lane BatchLane, string Problem, string Detail, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "links/" + Peer;
}

/// <summary>A declared restore: this node's database was put back, and its log goes on under a new epoch.</summary>
/// <param name="PreviousEpoch">The epoch that ended, hexadecimal.</param>
/// <param name="NewEpoch">The epoch that began, hexadecimal.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallerId">Who declared it.</param>
/// <param name="Division">The node's division.</param>
/// <param name="At">When.</param>
[EventType("federation.restore-declared.v1", Lane.Alarm)]
public sealed record RestoreDeclared(string PreviousEpoch, string NewEpoch, string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "logs/" + Division;
}

/// <summary>A block of the ledger differs between two nodes and could not be healed: a named loss.</summary>
/// <param name="Peer">The other node.</param>
/// <param name="LedgerLane">The lane.</param>
/// <param name="Block">The block of 10,000 positions.</param>
/// <param name="Sent">Events we let out.</param>
/// <param name="Received">Events the other side has.</param>
/// <param name="Division">Division of the node that noticed.</param>
/// <param name="At">When.</param>
/// <param name="AfterPosition">What was compared begins after this position; null where it was the whole block.</param>
/// <param name="ThroughPosition">…and ends with this one.</param>
/// <param name="Detail">What stood in the way of healing it.</param>
[EventType("federation.gap-found.v1", Lane.Alarm)]
public sealed record GapFound(
    string Peer, Lane LedgerLane, long Block, long Sent, long Received, string Division, DateTimeOffset At,
    long? AfterPosition = null, long? ThroughPosition = null, string? Detail = null) : IEvent
{
    string IEvent.Subject => "links/" + Peer;
}

/// <summary>Somebody decided to share events that an earlier policy had withheld: a named back-fill.</summary>
/// <param name="BackfillId">The back-fill.</param>
/// <param name="Peer">Who is told.</param>
/// <param name="EventTypes">The types that are shared.</param>
/// <param name="RecordedFrom">Events recorded from here on…</param>
/// <param name="RecordedThrough">…through here.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallerId">Who decided it.</param>
/// <param name="Division">Division of the node that decided.</param>
/// <param name="At">When.</param>
[EventType("federation.backfill-decided.v1", Lane.Normal)]
public sealed record BackfillDecided(
    string BackfillId, string Peer, IReadOnlyList<string> EventTypes, DateTimeOffset RecordedFrom, DateTimeOffset RecordedThrough,
    string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "backfills/" + BackfillId;
}
