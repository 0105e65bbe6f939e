namespace SmartCity.Protocols.Hj212;

/// <summary>The 16-bit checks over a segment (between the length and the check itself).</summary>
public static class Hj212Crc
{
    private const ushort Polynomial = 0xA001;
    private static readonly ushort[] Table = MakeTable();

    /// <summary>The check of HJ 212-2017 Appendix A.</summary>
    public static ushort Standard(ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<ushort> table = Table;
        int register = 0xFFFF;
        foreach (byte b in segment)
        {
            // The standard writes reg = (reg >> 8) ^ byte: eight bits are left, so one lookup does all eight shifts.
            register = table[(register >> 8) ^ b];
        }

        return (ushort)register;
    }

    /// <summary>CRC-16/MODBUS, which some devices send instead.</summary>
    public static ushort Modbus(ReadOnlySpan<byte> segment)
    {
        ReadOnlySpan<ushort> table = Table;
        int register = 0xFFFF;
        foreach (byte b in segment)
        {
            register = (register >> 8) ^ table[(register ^ b) & 0xFF];
        }

        return (ushort)register;
    }

    /// <summary>The check of a variant; <see cref="Hj212CrcVariant.Any"/> computes the standard one.</summary>
    public static ushort Compute(ReadOnlySpan<byte> segment, Hj212CrcVariant variant) =>
        variant == Hj212CrcVariant.Modbus ? Modbus(segment) : Standard(segment);

    private static ushort[] MakeTable()
    {
        var table = new ushort[256];
        for (int i = 0; i < table.Length; i++)
        {
            int register = i;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register & 1) != 0 ? (register >> 1) ^ Polynomial : register >> 1;
            }

            table[i] = (ushort)register;
        }

        return table;
    }
}
