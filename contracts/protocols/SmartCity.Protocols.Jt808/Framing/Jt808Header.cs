namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>The message header (clause 4.4.3, table 2).</summary>
public readonly record struct Jt808Header
{
    /// <summary>Longest body of one frame: bits 0–9 of the attributes, in bytes.</summary>
    public const int MaxBodyBytes = 1023;

    /// <summary>Longest header: 2019 with a sub-packet item, in bytes.</summary>
    internal const int MaxBytes = 21;

    private const int Version2019Bit = 0x4000;
    private const int SubpacketBit = 0x2000;

    /// <summary>Which message: see <see cref="MessageIds"/>. Unknown values are kept.</summary>
    public required ushort MessageId { get; init; }

    /// <summary>
    /// 2019 when the version bit is set, otherwise 2013. A caller who learnt from the registration that the terminal
    /// speaks 2011 sets it here (<c>header with { Edition = … }</c>); the header's bytes are the same.
    /// </summary>
    public Jt808Edition Edition { get; init; }

    /// <summary>Protocol version byte of a 2019 header, 1 at first; 1 by default, not sent before 2019.</summary>
    public byte ProtocolVersion { get; init; }

    /// <summary>Bits 10–12 of the attributes: 0 plain, 1 RSA (bit 10), others reserved. A body that is not plain cannot be decoded here.</summary>
    public byte Encryption { get; init; }

    /// <summary>Bit 15, reserved; kept as it came.</summary>
    public bool ReservedBit { get; init; }

    /// <summary>The terminal's phone number.</summary>
    public required TerminalPhone Phone { get; init; }

    /// <summary>Message serial number, counted by the sender from 0 and around (流水号).</summary>
    public required ushort Sequence { get; init; }

    /// <summary>How many sub-packets the message has; 0 when it is not sub-packeted.</summary>
    public ushort SubpacketTotal { get; init; }

    /// <summary>Which sub-packet this is, from 1; 0 when the message is not sub-packeted.</summary>
    public ushort SubpacketIndex { get; init; }

    /// <summary>Makes a header; Edition 2013 and protocol version 1 unless said otherwise.</summary>
    public Jt808Header()
    {
        Edition = Jt808Edition.V2013;
        ProtocolVersion = 1;
    }

    /// <summary>Whether the body is one part of a longer message.</summary>
    public bool IsSubpacket => SubpacketTotal != 0;

    /// <summary>Whether the body is encrypted.</summary>
    public bool IsEncrypted => Encryption != 0;

    internal int Length => (Edition == Jt808Edition.V2019 ? 17 : 12) + (IsSubpacket ? 4 : 0);

    internal static FrameError TryRead(ReadOnlySpan<byte> bytes, out Jt808Header header, out int headerBytes)
    {
        header = default;
        headerBytes = 0;
        if (bytes.Length < 12) return FrameError.BadLength;
        int attributes = (bytes[2] << 8) | bytes[3];
        bool v2019 = (attributes & Version2019Bit) != 0, parts = (attributes & SubpacketBit) != 0;
        int phoneAt = v2019 ? 5 : 4, phoneBytes = v2019 ? 10 : 6, sequenceAt = phoneAt + phoneBytes;
        headerBytes = sequenceAt + 2 + (parts ? 4 : 0);
        if (bytes.Length != headerBytes + (attributes & MaxBodyBytes)) return FrameError.BadLength;
        if (!TerminalPhone.TryRead(bytes.Slice(phoneAt, phoneBytes), out TerminalPhone phone)) return FrameError.BadHeader;
        header = new Jt808Header
        {
            MessageId = (ushort)((bytes[0] << 8) | bytes[1]),
            Edition = v2019 ? Jt808Edition.V2019 : Jt808Edition.V2013,
            ProtocolVersion = v2019 ? bytes[4] : (byte)1,
            Encryption = (byte)((attributes >> 10) & 7),
            ReservedBit = (attributes & 0x8000) != 0,
            Phone = phone,
            Sequence = (ushort)((bytes[sequenceAt] << 8) | bytes[sequenceAt + 1]),
            SubpacketTotal = parts ? (ushort)((bytes[sequenceAt + 2] << 8) | bytes[sequenceAt + 3]) : (ushort)0,
            SubpacketIndex = parts ? (ushort)((bytes[sequenceAt + 4] << 8) | bytes[sequenceAt + 5]) : (ushort)0,
        };
        bool partOfNothing = parts && (header.SubpacketIndex == 0 || header.SubpacketIndex > header.SubpacketTotal);
        return partOfNothing ? FrameError.BadHeader : FrameError.None;
    }

    internal int Write(Span<byte> destination, int bodyBytes)
    {
        bool v2019 = Edition == Jt808Edition.V2019;
        int attributes = bodyBytes | (Encryption & 7) << 10 | (IsSubpacket ? SubpacketBit : 0)
            | (v2019 ? Version2019Bit : 0) | (ReservedBit ? 0x8000 : 0);
        var writer = new BodyWriter(destination);
        writer.UInt16(MessageId);
        writer.UInt16((ushort)attributes);
        if (v2019) writer.Byte(ProtocolVersion);
        Phone.Write(writer.Take(v2019 ? 10 : 6));
        writer.UInt16(Sequence);
        if (IsSubpacket)
        {
            writer.UInt16(SubpacketTotal);
            writer.UInt16(SubpacketIndex);
        }

        return writer.Length;
    }
}
