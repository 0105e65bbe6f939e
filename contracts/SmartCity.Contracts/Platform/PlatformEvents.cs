namespace SmartCity.Contracts.Platform;

/// <summary>Somebody called an endpoint that changes something or shows what is not for everyone. Stays on its node.</summary>
/// <param name="CallerId">Who.</param>
/// <param name="CallerKind"><c>operator</c>, <c>node</c> or <c>partner</c>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Route">The endpoint's route template.</param>
/// <param name="Path">The path called, without its query.</param>
/// <param name="Right">The right that was needed, <c>module:action</c>.</param>
/// <param name="Status">HTTP status answered: 2xx done, 4xx refused.</param>
/// <param name="Division">The node's division.</param>
/// <param name="At">When.</param>
[EventType("platform.action-audited.v1", Lane.Normal)]
public sealed record ActionAudited(string CallerId, string CallerKind, string Method, string Route, string Path, string? Right, int Status, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "callers/" + CallerId;
}

/// <summary>Parked events were given up for good.</summary>
/// <param name="Subscriber">Who had parked them.</param>
/// <param name="ParkedSubject">The subject; null for all of the subscriber.</param>
/// <param name="Position">The one event; null for all of the subject.</param>
/// <param name="Reason">Why.</param>
/// <param name="CallerId">Who decided it.</param>
/// <param name="Division">The node's division.</param>
/// <param name="At">When.</param>
[EventType("platform.parked-events-discarded.v1", Lane.Normal)]
public sealed record ParkedEventsDiscarded(string Subscriber, string? ParkedSubject, long? Position, string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "subscribers/" + Subscriber;
}

/// <summary>Events were dropped from a log by its limits before everybody had read them: a named loss, never a silent one.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="AfterPosition">Dropped after this position…</param>
/// <param name="ThroughPosition">…through this one.</param>
/// <param name="Events">How many.</param>
/// <param name="Bytes">Bytes of data.</param>
/// <param name="Reason">Which limit.</param>
/// <param name="Division">The node's division.</param>
/// <param name="At">When.</param>
[EventType("platform.events-dropped.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record EventsDropped(Lane Lane, long AfterPosition, long ThroughPosition, long Events, long Bytes, string Reason, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "logs/" + Division;
}

/// <summary>A line drill in the Emergency lane: somebody checks that events of this urgency arrive.</summary>
/// <param name="DrillId">The drill.</param>
/// <param name="Number">Number of the event within the drill, from 1.</param>
/// <param name="CallerId">Who drills.</param>
/// <param name="Division">Division of the node where it began.</param>
/// <param name="At">When.</param>
[EventType("platform.emergency-drilled.v1", Lane.Emergency, Travels = Travels.Up)]
public sealed record EmergencyDrilled(string DrillId, int Number, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "drills/" + DrillId;
}

/// <summary>A line drill in the Alarm lane: somebody checks that events of this urgency arrive.</summary>
/// <param name="DrillId">The drill.</param>
/// <param name="Number">Number of the event within the drill, from 1.</param>
/// <param name="CallerId">Who drills.</param>
/// <param name="Division">Division of the node where it began.</param>
/// <param name="At">When.</param>
[EventType("platform.alarm-drilled.v1", Lane.Alarm, Travels = Travels.Up)]
public sealed record AlarmDrilled(string DrillId, int Number, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "drills/" + DrillId;
}

/// <summary>A line drill in the Normal lane: somebody checks that events of this urgency arrive.</summary>
/// <param name="DrillId">The drill.</param>
/// <param name="Number">Number of the event within the drill, from 1.</param>
/// <param name="CallerId">Who drills.</param>
/// <param name="Division">Division of the node where it began.</param>
/// <param name="At">When.</param>
[EventType("platform.normal-drilled.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record NormalDrilled(string DrillId, int Number, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "drills/" + DrillId;
}

/// <summary>A line drill in the Bulk lane: somebody checks that events of this urgency arrive.</summary>
/// <param name="DrillId">The drill.</param>
/// <param name="Number">Number of the event within the drill, from 1.</param>
/// <param name="CallerId">Who drills.</param>
/// <param name="Division">Division of the node where it began.</param>
/// <param name="At">When.</param>
[EventType("platform.bulk-drilled.v1", Lane.Bulk, Travels = Travels.Up)]
public sealed record BulkDrilled(string DrillId, int Number, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "drills/" + DrillId;
}
