namespace SmartCity.Protocols.Hj212;

/// <summary>Which check a device computes over the segment. A setting per device, never guessed in silence.</summary>
public enum Hj212CrcVariant : byte
{
    /// <summary>The routine of HJ 212-2017 Appendix A: the byte is folded into the high half of the register.</summary>
    Standard = 0,

    /// <summary>CRC-16/MODBUS: seen in the field in devices whose maker misread Appendix A.</summary>
    Modbus = 1,

    /// <summary>Either; <see cref="Hj212Frame.Crc"/> says which matched. For learning a device's variant, not for trusting its data.</summary>
    Any = 2,
}
