namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>8421 BCD, two digits in a byte (clause 4.1 of the standard, data type BCD[n]).</summary>
internal static class Bcd2
{
    public static bool IsDigits(byte pair) => (pair >> 4) <= 9 && (pair & 0x0F) <= 9;

    public static bool IsDigits(ReadOnlySpan<byte> pairs)
    {
        foreach (byte pair in pairs)
        {
            if (!IsDigits(pair)) return false;
        }

        return true;
    }

    /// <summary>The value 0–99 of a byte of two digits.</summary>
    public static int Value(byte pair) => (pair >> 4) * 10 + (pair & 0x0F);

    public static byte Pair(int value) => (byte)((value / 10 << 4) | (value % 10));
}
