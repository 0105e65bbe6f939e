namespace SmartCity.Protocols.Gat1400;

/// <summary>What GA/T 1400.3 asks of a field, beside its type.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ViidFieldAttribute : Attribute
{
    /// <summary>Without it (or with it malformed) the object is refused. False by default.</summary>
    public bool Mandatory { get; set; }

    /// <summary>Characters the standard gives the field; 0 (default) means no more is said. Devices exceed it: up to four times as many, and always 64, are read.</summary>
    public int MaxLength { get; set; }
}
