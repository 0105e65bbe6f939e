namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>What a reader will hold of one document before it calls it too long.</summary>
public sealed record ManscdpLimits
{
    /// <summary>Limits that hold every document of the standard: 1 MiB, 50,000 elements, 12 deep.</summary>
    public static ManscdpLimits Default { get; } = new();

    /// <summary>The document, in bytes. Default 1048576.</summary>
    public int Bytes { get; init; } = 1024 * 1024;

    /// <summary>How many elements. Default 50000.</summary>
    public int Elements { get; init; } = 50_000;

    /// <summary>How deep elements may stand in each other. Default 12; the standard needs five.</summary>
    public int Depth { get; init; } = 12;
}
