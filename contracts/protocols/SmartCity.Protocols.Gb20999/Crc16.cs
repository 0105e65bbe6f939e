namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// The CRC of GB/T 20999-2017 annex A: x¹⁶+x¹²+x²+1 (0x1005), start value 0, most significant bit first, no final
/// complement, over the un-escaped bytes from the length field to the last data byte; high byte first on the wire.
/// </summary>
public static class Crc16
{
    private static readonly ushort[] Table = BuildTable();

    /// <summary>Computes the CRC of <paramref name="bytes"/>; 0 for none.</summary>
    public static ushort Compute(ReadOnlySpan<byte> bytes)
    {
        ushort[] table = Table;
        uint crc = 0;
        foreach (byte b in bytes)
        {
            crc = (ushort)(crc << 8) ^ (uint)table[(crc >> 8) ^ b];
        }

        return (ushort)crc;
    }

    private static ushort[] BuildTable()
    {
        var table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) != 0 ? (crc << 1) ^ 0x1005 : crc << 1;
            }

            table[i] = (ushort)crc;
        }

        return table;
    }
}
