namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// The CRC of GB/T 20999-2017 annex A: x¹⁶+x¹²+x²+1 (0x1005), start value 0, most significant bit first, no final
/// complement, over the un-escaped bytes from the length field to the last data byte; high byte first on the wire.
/// </summary>
public static class Crc16
{
    private const int Slices = 8;

    /// <summary>Entry [slice * 256 + b]: the CRC of byte b with as many zero bytes behind it. Eight bytes go in one step.</summary>
    private static readonly ushort[] Table = BuildTable();

    /// <summary>Computes the CRC of <paramref name="bytes"/>; 0 for none.</summary>
    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ushort> table = Table;
        uint crc = 0;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc = (uint)(table[7 * 256 + (bytes[0] ^ (int)(crc >> 8))] ^ table[6 * 256 + (bytes[1] ^ (byte)crc)]
                ^ table[5 * 256 + bytes[2]] ^ table[4 * 256 + bytes[3]] ^ table[3 * 256 + bytes[4]]
                ^ table[2 * 256 + bytes[5]] ^ table[256 + bytes[6]] ^ table[bytes[7]]);
        }

        foreach (byte b in bytes)
        {
            crc = (ushort)(crc << 8) ^ (uint)table[(int)(crc >> 8) ^ b];
        }

        return (ushort)crc;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[Slices * 256];
        for (int i = 0; i < 256; i++)
        {
            ushort crc = AfterZeroByte((ushort)(i << 8));
            for (int slice = 0; slice < Slices; slice++)
            {
                table[slice * 256 + i] = crc;
                crc = AfterZeroByte(crc);
            }
        }

        return table;
    }

    private static ushort AfterZeroByte(ushort crc)
    {
        int shifted = crc;
        for (int bit = 0; bit < 8; bit++)
        {
            shifted = (shifted & 0x8000) != 0 ? (shifted << 1) ^ 0x1005 : shifted << 1;
        }

        return (ushort)shifted;
    }
}
