namespace SmartCity.Protocols.Hj212;

/// <summary>The 16-bit checks over a segment (between the length and the check itself).</summary>
public static class Hj212Crc
{
    private const ushort Polynomial = 0xA001;
    private static readonly ushort[] Table = MakeTable();

    private const int Stride = 8;
    private static readonly byte[] Steps = MakeSteps();

    /// <summary>
    /// The check of HJ 212-2017 Appendix A. It writes reg = (reg &gt;&gt; 8) ^ byte before eight shifts, so the low half of the
    /// register is lost at every byte, and only the high half has to be carried along; being linear, eight bytes at once.
    /// </summary>
    public static ushort Standard(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty)
        {
            return 0xFFFF;
        }

        int high = 0xFF;
        ReadOnlySpan<byte> rest = segment[..^1];
        for (ReadOnlySpan<byte> steps = Steps; rest.Length >= Stride; rest = rest[Stride..])
        {
            high = steps[(7 << 8) | (high ^ rest[0])] ^ steps[(6 << 8) | rest[1]] ^ steps[(5 << 8) | rest[2]] ^ steps[(4 << 8) | rest[3]]
                ^ steps[(3 << 8) | rest[4]] ^ steps[(2 << 8) | rest[5]] ^ steps[(1 << 8) | rest[6]] ^ steps[rest[7]];
        }

        foreach (byte b in rest)
        {
            high = Table[high ^ b] >> 8;
        }

        return Table[high ^ segment[^1]];
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

    /// <summary>Row k: what k + 1 bytes later is left in the high half of a byte folded in now, zeros following.</summary>
    private static byte[] MakeSteps()
    {
        var steps = new byte[Stride << 8];
        for (int i = 0; i < steps.Length; i++)
        {
            int before = i < 256 ? i : steps[i - 256];
            steps[i] = (byte)(Table[before] >> 8);
        }

        return steps;
    }

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
