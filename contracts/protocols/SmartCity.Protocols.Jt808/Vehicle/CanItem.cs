namespace SmartCity.Protocols.Jt808.Vehicle;

/// <summary>One frame of the vehicle's bus (table 79).</summary>
/// <param name="Id">Bit 31 channel (0 CAN1, 1 CAN2), bit 30 extended frame, bit 29 average over the interval, bits 0–28 the CAN id.</param>
/// <param name="Data">8 bytes.</param>
public sealed record CanItem(uint Id, ReadOnlyMemory<byte> Data)
{
    /// <summary>The bus, 1 or 2.</summary>
    public int Channel => (int)(Id >> 31) + 1;

    /// <summary>Whether the frame has a 29-bit id.</summary>
    public bool IsExtended => (Id & 0x4000_0000) != 0;

    /// <summary>Whether the data is an average rather than raw.</summary>
    public bool IsAverage => (Id & 0x2000_0000) != 0;

    /// <summary>The id on the bus.</summary>
    public uint CanId => Id & 0x1FFF_FFFF;
}
