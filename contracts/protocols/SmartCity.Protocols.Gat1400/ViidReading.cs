namespace SmartCity.Protocols.Gat1400;

/// <summary>One object of a message, with what was wrong with it.</summary>
/// <param name="Value">What could be read; fields with a fault are null.</param>
/// <param name="Id">Its identifier as sent, or null.</param>
/// <param name="Faults">Empty for a good one.</param>
public sealed record ViidItem<T>(T Value, string? Id, IReadOnlyList<ViidFault> Faults) where T : class
{
    /// <summary>The fault for which it must be refused, or null: faults of optional fields do not refuse an object.</summary>
    public ViidFault? Refusal { get; } = Faults.FirstOrDefault(fault => fault.Mandatory);

    /// <summary>True when every mandatory field was read.</summary>
    public bool IsAcceptable => Refusal is null;
}

/// <summary>A message read: either objects, or the fault that spoils all of it.</summary>
/// <param name="Items">The objects in the order sent; empty with a fault.</param>
/// <param name="Fault">Null when the message could be read, even if objects in it could not.</param>
public sealed record ViidReading<T>(IReadOnlyList<ViidItem<T>> Items, ViidFault? Fault) where T : class;
