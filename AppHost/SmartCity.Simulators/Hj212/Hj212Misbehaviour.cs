using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>What a station can be told to do wrong with its next uploads.</summary>
public enum Hj212Misbehaviour
{
    /// <summary>The check is wrong.</summary>
    WrongCrc,

    /// <summary>The check is CRC-16/MODBUS.</summary>
    ModbusCrc,

    /// <summary>Half the frame is sent, then nothing until OverTime has passed.</summary>
    HalfFrame,

    /// <summary>Junk stands before the frame.</summary>
    Junk,

    /// <summary>The declared length counts check and line end too.</summary>
    LengthPlusSix,

    /// <summary>The frame is sent twice.</summary>
    Duplicate,
}

/// <summary>Bends the bytes of a good frame.</summary>
internal static class Hj212Mischief
{
    public static byte[] Apply(Hj212Misbehaviour misbehaviour, Hj212Packet packet, byte[] frame) => misbehaviour switch
    {
        Hj212Misbehaviour.WrongCrc => [.. frame[..^3], (byte)(frame[^3] == '0' ? '1' : '0'), .. "\r\n"u8],
        Hj212Misbehaviour.ModbusCrc => Hj212Writer.Write(packet, Hj212CrcVariant.Modbus)!,
        Hj212Misbehaviour.HalfFrame => frame[..(frame.Length / 2)],
        Hj212Misbehaviour.Junk => [.. "\0\0#AT+CIPSEND\r\n"u8, .. frame],
        Hj212Misbehaviour.LengthPlusSix =>
            [.. "##"u8, .. System.Text.Encoding.ASCII.GetBytes($"{frame.Length - Hj212Codec.FrameOverheadBytes + 6:D4}"), .. frame[6..]],
        Hj212Misbehaviour.Duplicate => [.. frame, .. frame],
        _ => frame,
    };
}
