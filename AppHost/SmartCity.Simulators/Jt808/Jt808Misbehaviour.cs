using SmartCity.Protocols.Jt808.Framing;

namespace SmartCity.Simulators.Jt808;

/// <summary>What a terminal can be told to do wrong with its next messages; repetitions are good again.</summary>
public enum Jt808Misbehaviour
{
    /// <summary>The check code is wrong.</summary>
    BadChecksum,

    /// <summary>Half the frame is sent, then nothing until the repetition.</summary>
    HalfFrame,

    /// <summary>Junk of a modem stands before the frame.</summary>
    Junk,

    /// <summary>The frame is sent twice, serial number and all.</summary>
    DuplicateSerial,

    /// <summary>The phone number has the other edition's width, which the version bit denies.</summary>
    WrongPhoneLength,

    /// <summary>The second part of the next picture is lost on the way; the platform has to ask for it.</summary>
    LostPart,
}

/// <summary>Bends the bytes of a good frame.</summary>
internal static class Jt808Mischief
{
    private const byte VersionBit = 0x40;

    public static byte[] Apply(Jt808Misbehaviour misbehaviour, in Jt808Header header, ReadOnlySpan<byte> body)
    {
        byte[] frame = Jt808Frame.Encode(header, body);
        return misbehaviour switch
        {
            Jt808Misbehaviour.BadChecksum => [.. frame[..^1], 0x55, frame[^1]],
            Jt808Misbehaviour.HalfFrame => frame[..(frame.Length / 2)],
            Jt808Misbehaviour.Junk => [.. "\r\n+CIPSEND: OK\r\n"u8, .. frame],
            Jt808Misbehaviour.DuplicateSerial => [.. frame, .. frame],
            Jt808Misbehaviour.WrongPhoneLength => WithOtherPhone(header, body),
            _ => frame,
        };
    }

    /// <summary>A frame laid out by the other edition whose version bit then is turned round, check code and all.</summary>
    private static byte[] WithOtherPhone(Jt808Header header, ReadOnlySpan<byte> body)
    {
        bool v2019 = header.Edition == Jt808Edition.V2019;
        byte[] other = Jt808Frame.Encode(header with { Edition = v2019 ? Jt808Edition.V2013 : Jt808Edition.V2019 }, body);
        var plain = new List<byte>();
        for (int i = 1; i < other.Length - 1; i++)
        {
            plain.Add(other[i] != 0x7D ? other[i] : other[++i] == 2 ? (byte)0x7E : (byte)0x7D);
        }

        plain[2] ^= VersionBit;
        plain[^1] ^= VersionBit;
        return [0x7E, .. plain.SelectMany(b => b switch { 0x7E => (byte[])[0x7D, 2], 0x7D => [0x7D, 1], _ => [b] }), 0x7E];
    }
}
