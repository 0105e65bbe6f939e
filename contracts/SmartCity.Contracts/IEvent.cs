namespace SmartCity.Contracts;

/// <summary>
/// Something that happened, told in the past tense with primitives. Implement on a sealed record that also carries
/// <see cref="EventTypeAttribute"/>. Implement <see cref="Subject"/> explicitly, so that it is not written into the data.
/// </summary>
public interface IEvent
{
    /// <summary>The thing this happened to, <c>kind/id</c>, for example <c>cases/4304812026000017</c>. Also the ordering key: events of one subject stay in order within a lane.</summary>
    string Subject { get; }

    /// <summary>GB/T 2260 code (6 digits) of the division the event belongs to; decides which node may tell it.</summary>
    string Division { get; }
}

/// <summary>The name of an event type and how it is carried. All of it is fixed for the life of the name.</summary>
/// <param name="name"><c>area.event-name.vN</c>, for example <c>city-management.case-dispatched.v1</c>.</param>
/// <param name="lane">Urgency class.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name, Lane lane) : Attribute
{
    /// <summary>The identity of the type on the wire and in the log.</summary>
    public string Name { get; } = name;

    /// <summary>Urgency class.</summary>
    public Lane Lane { get; } = lane;

    /// <summary>Which way the type may travel between nodes; default never.</summary>
    public Travels Travels { get; init; }
}
