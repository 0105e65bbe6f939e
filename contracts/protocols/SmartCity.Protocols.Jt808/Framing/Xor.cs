using System.Numerics;

namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>The check code: exclusive or of all bytes from the header to the end of the body (clause 4.4.4).</summary>
internal static class Xor
{
    public static byte Of(ReadOnlySpan<byte> bytes)
    {
        byte check = 0;
        if (bytes.Length >= Vector<byte>.Count)
        {
            Vector<byte> lanes = default;
            for (; bytes.Length >= Vector<byte>.Count; bytes = bytes[Vector<byte>.Count..]) lanes ^= new Vector<byte>(bytes);
            for (int i = 0; i < Vector<byte>.Count; i++) check ^= lanes[i];
        }

        foreach (byte b in bytes) check ^= b;
        return check;
    }
}
