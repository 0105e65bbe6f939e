namespace SmartCity.Protocols.Hj212;

/// <summary>The edition a frame was written by, told from the version bits (2..7) of its Flag.</summary>
public enum Hj212Edition : byte
{
    /// <summary>HJ/T 212-2005: version bits 0, or no Flag at all.</summary>
    Edition2005 = 0,

    /// <summary>HJ 212-2017 (6.3.2, Flag): version bits 1.</summary>
    Edition2017 = 1,

    /// <summary>HJ 212-2025, in force since 2026-01-01: version bits 2.</summary>
    Edition2025 = 2,

    /// <summary>A version no published edition has; the frame is read as 2017 reads it.</summary>
    Unknown = 255,
}
