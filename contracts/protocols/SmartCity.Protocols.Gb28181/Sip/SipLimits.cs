namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>What a reader will hold of one message before it calls it too long.</summary>
public sealed record SipLimits
{
    /// <summary>Limits that hold every message of the standard: 16 KiB of headers, 1 MiB of body, 128 headers.</summary>
    public static SipLimits Default { get; } = new();

    /// <summary>Start line and headers, in bytes. Default 16384.</summary>
    public int HeaderBytes { get; init; } = 16 * 1024;

    /// <summary>The body, in bytes. Default 1048576.</summary>
    public int BodyBytes { get; init; } = 1024 * 1024;

    /// <summary>How many header lines. Default 128.</summary>
    public int HeaderCount { get; init; } = 128;
}
