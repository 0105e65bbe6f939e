using SmartCity.Contracts;

namespace SmartCity.Kernel.Log;

/// <summary>
/// Why something is being done: a subscriber acting on one event. Unique in the transaction that carries the effect, so
/// the same call made twice changes nothing the second time.
/// </summary>
/// <param name="Subscriber">Who acts.</param>
/// <param name="Origin">Origin of the event acted on.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Position">Its position at the origin.</param>
/// <param name="CorrelationId">Id of the event that began the story.</param>
/// <param name="TraceParent">Trace context of the event acted on.</param>
public sealed record Cause(string Subscriber, string Origin, long Epoch, long Position, string? CorrelationId, string? TraceParent = null)
{
    /// <summary>CloudEvents id of the event acted on.</summary>
    public string EventId => EventEnvelope.FormatId(Origin, Epoch, Position);

    /// <summary>The cause that an event is for a subscriber.</summary>
    public static Cause Of(string subscriber, EventEnvelope envelope) =>
        new(subscriber, envelope.Origin, envelope.Epoch, envelope.OriginPosition, envelope.CorrelationId ?? envelope.Id, envelope.TraceParent);
}
