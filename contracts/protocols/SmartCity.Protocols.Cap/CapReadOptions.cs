namespace SmartCity.Protocols.Cap;

/// <summary>Bounds and assumptions of reading.</summary>
public sealed record CapReadOptions
{
    /// <summary>The defaults.</summary>
    public static CapReadOptions Default { get; } = new();

    /// <summary>Largest document in bytes; default 4 MiB, for files in derefUri.</summary>
    public int LongestDocument { get; init; } = 4 * 1024 * 1024;

    /// <summary>Most elements in a document; default 20,000.</summary>
    public int MostElements { get; init; } = 20_000;

    /// <summary>Deepest nesting; default 16 (an alert needs 6).</summary>
    public int Deepest { get; init; } = 16;

    /// <summary>Zone of times without one; default Beijing. Null: such times are wrong.</summary>
    public TimeSpan? AssumedOffset { get; init; } = TimeSpan.FromHours(8);
}
