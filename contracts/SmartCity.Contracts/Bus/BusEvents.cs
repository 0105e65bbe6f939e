namespace SmartCity.Contracts.Bus;

/// <summary>Messages that had failed were given up for good.</summary>
/// <param name="Queue">The queue in which they had failed.</param>
/// <param name="Messages">Which: source, id and reason of each, as far as they could be read.</param>
/// <param name="Reason">Why they are given up.</param>
/// <param name="CallerId">Who decided it.</param>
/// <param name="Division">The node's division.</param>
/// <param name="At">When.</param>
[EventType("bus.messages-discarded.v1", Lane.Normal)]
public sealed record MessagesDiscarded(string Queue, IReadOnlyList<string> Messages, string Reason, string CallerId, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "queues/" + Queue;
}
