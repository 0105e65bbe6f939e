namespace SmartCity.Protocols.Gat1400;

/// <summary>How much of a message is read. Each bound is checked before anything is allocated for what lies beyond it.</summary>
public sealed record ViidLimits
{
    /// <summary>The defaults.</summary>
    public static ViidLimits Default { get; } = new();

    /// <summary>Bytes of a body; 20 MiB: pictures travel in it as base64.</summary>
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Levels of nesting; 16 (the standard needs eight).</summary>
    public int MaxDepth { get; init; } = 16;

    /// <summary>Objects of one message; 1000.</summary>
    public int MaxItems { get; init; } = 1000;

    /// <summary>Objects of one message with all inside them, such as pictures; 10000.</summary>
    public int MaxObjects { get; init; } = 10_000;

    /// <summary>Faults reported of one object; 16. Mandatory ones are counted beyond it.</summary>
    public int MaxFaults { get; init; } = 16;
}
