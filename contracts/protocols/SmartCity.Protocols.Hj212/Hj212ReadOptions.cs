namespace SmartCity.Protocols.Hj212;

/// <summary>How a reader judges one device's frames. Immutable: share one instance among connections.</summary>
public sealed record Hj212ReadOptions
{
    /// <summary>Standard check, segments of up to 4096 bytes.</summary>
    public static Hj212ReadOptions Default { get; } = new();

    /// <summary>
    /// The check this device computes. Default: the standard one. The MN stands inside the frame, so a listener that has
    /// the variant per device asks <see cref="Hj212Codec.PeekMn"/> first, or reads with <see cref="Hj212CrcVariant.Any"/>
    /// and compares <see cref="Hj212Frame.Crc"/> with the device's setting.
    /// </summary>
    public Hj212CrcVariant Crc { get; init; } = Hj212CrcVariant.Standard;

    /// <summary>
    /// The longest segment waited for, in bytes. Default 4096: the standard allows 1024, 1623 was seen. A stream without
    /// CR LF never makes a caller hold more than this and <see cref="Hj212Codec.FrameOverheadBytes"/>.
    /// </summary>
    public int MaxSegmentBytes { get; init; } = 4096;

    /// <summary>The longest frame waited for, in bytes: what a caller's buffer must hold.</summary>
    public int MaxFrameBytes => MaxSegmentBytes + Hj212Codec.FrameOverheadBytes;
}
