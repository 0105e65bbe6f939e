namespace SmartCity.Protocols.Gb20999;

/// <summary>How frames stand on the line. GB/T 20999-2017 annex A: escapes are used on TCP and RS-232, not on UDP.</summary>
public enum Framing : byte
{
    /// <summary>Inside a frame 7E, 7D and 5C are preceded by 5C: TCP and RS-232.</summary>
    Escaped,

    /// <summary>Bytes as they are, the frame found by its length field: UDP, and controllers that do not escape on TCP.</summary>
    Plain,
}

internal static class Flags
{
    public const byte Start = 0x7E;
    public const byte End = 0x7D;
    public const byte Escape = 0x5C;

    public static bool NeedsEscape(byte b) => b is Start or End or Escape;
}
