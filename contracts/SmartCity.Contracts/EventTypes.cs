using System.Collections.Frozen;
using System.Reflection;

namespace SmartCity.Contracts;

/// <summary>One event type of this build.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Lane">Its urgency class.</param>
/// <param name="Travels">Which way it may go between nodes.</param>
/// <param name="Clr">The record that carries its data.</param>
public sealed record EventType(string Name, Lane Lane, Travels Travels, Type Clr)
{
    /// <summary>The area (module) that owns the type: the name's first part.</summary>
    public string Area => Name[..Name.IndexOf('.')];
}

/// <summary>All event types this build knows. A type not listed here is stored and forwarded, never acted on.</summary>
public static class EventTypes
{
    private static readonly FrozenDictionary<Type, EventType> ByClr = Assembly.GetExecutingAssembly().GetTypes()
        .Select(type => (type, attribute: type.GetCustomAttribute<EventTypeAttribute>()))
        .Where(pair => pair.attribute is not null)
        .Select(pair => new EventType(pair.attribute!.Name, pair.attribute.Lane, pair.attribute.Travels, pair.type))
        .ToFrozenDictionary(type => type.Clr);

    private static readonly FrozenDictionary<string, EventType> ByName = ByClr.Values.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Every type, by name.</summary>
    public static IEnumerable<EventType> All => ByName.Values.OrderBy(type => type.Name, StringComparer.Ordinal);

    /// <summary>The type of that name, or null when this build does not know it.</summary>
    public static EventType? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The type a record carries.</summary>
    /// <exception cref="InvalidOperationException">The record has no <see cref="EventTypeAttribute"/> or does not live in the contracts.</exception>
    public static EventType Of(Type clr) => ByClr.GetValueOrDefault(clr)
        ?? throw new InvalidOperationException($"{clr} is not an event type: it wants [EventType] and a place in {typeof(EventTypes).Assembly.GetName().Name}.");

    /// <summary>The type a record carries.</summary>
    public static EventType Of<TEvent>() where TEvent : IEvent => Of(typeof(TEvent));
}
