using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SmartCity.Protocols.Hj212;

/// <summary>Writes frames in the strict form of HJ 212-2017 6.3, for stations and hosts alike.</summary>
public static class Hj212Writer
{
    /// <summary>The longest segment the standard allows, in bytes; a longer one is to be split.</summary>
    public const int MaxSegmentBytes = 1024;

    /// <summary>Enough room for any frame this writes.</summary>
    public const int MaxFrameBytes = MaxSegmentBytes + Hj212Codec.FrameOverheadBytes;

    private const int HeaderTextBytes = 160;
    private static readonly StandardFormat FourDigits = new('D', 4);
    private static readonly StandardFormat FourHexDigits = new('X', 4);

    /// <summary>
    /// Writes the content of a frame. False, and nothing to be used in <paramref name="destination"/>, when it does not
    /// fit there or in 1024 bytes, or when a value holds characters that would break the framing.
    /// </summary>
    public static bool TryWrite(in Hj212Frame frame, Span<byte> destination, out int written, Hj212CrcVariant crc = Hj212CrcVariant.Standard)
    {
        written = 0;
        if (destination.Length < Hj212Codec.FrameOverheadBytes || !IsWritable(frame))
        {
            return false;
        }

        var line = new AsciiLine(destination[Hj212Codec.HeadBytes..]);
        WriteSegment(ref line, frame);
        int segmentBytes = line.Written;
        if (line.Overflowed || segmentBytes > MaxSegmentBytes || line.Room < Hj212Codec.CrcBytes + 2)
        {
            return false;
        }

        var head = new AsciiLine(destination);
        head.Text("##"u8);
        head.Number(segmentBytes, FourDigits);
        ushort check = Hj212Crc.Compute(destination.Slice(Hj212Codec.HeadBytes, segmentBytes), crc);
        line.Number(check, FourHexDigits);
        line.Text("\r\n"u8);
        written = segmentBytes + Hj212Codec.FrameOverheadBytes;
        return true;
    }

    /// <summary>Writes a packet; the rules are those of the other overload. Text beyond ASCII goes as UTF-8.</summary>
    public static bool TryWrite(Hj212Packet packet, Span<byte> destination, out int written, Hj212CrcVariant crc = Hj212CrcVariant.Standard)
    {
        written = 0;
        if (packet.Cp.Length > MaxSegmentBytes)
        {
            return false;
        }

        Span<byte> cp = stackalloc byte[MaxSegmentBytes];
        var texts = new AsciiLine(stackalloc byte[HeaderTextBytes]);
        var frame = new Hj212Frame
        {
            Qn = texts.Add(packet.Qn ?? ""), St = texts.Add(packet.St), Pw = texts.Add(packet.Pw), Mn = texts.Add(packet.Mn),
            Cn = packet.Cn, Flag = packet.Flag, Pnum = packet.Pnum, Pno = packet.Pno,
            Cp = Encoding.UTF8.TryGetBytes(packet.Cp, cp, out int cpBytes) ? cp[..cpBytes] : "&&"u8,
        };
        return !texts.Overflowed && TryWrite(frame, destination, out written, crc);
    }

    /// <summary>Writes a packet behind what the buffer holds; false as above, with nothing written.</summary>
    public static bool TryWrite(Hj212Packet packet, IBufferWriter<byte> destination, Hj212CrcVariant crc = Hj212CrcVariant.Standard)
    {
        bool fits = TryWrite(packet, destination.GetSpan(MaxFrameBytes), out int written, crc);
        destination.Advance(written);
        return fits;
    }

    /// <summary>The packet's frame as an array, or null where <see cref="TryWrite(Hj212Packet, Span{byte}, out int, Hj212CrcVariant)"/> says false.</summary>
    public static byte[]? Write(Hj212Packet packet, Hj212CrcVariant crc = Hj212CrcVariant.Standard)
    {
        Span<byte> buffer = stackalloc byte[MaxFrameBytes];
        return TryWrite(packet, buffer, out int written, crc) ? buffer[..written].ToArray() : null;
    }

    private static void WriteSegment(ref AsciiLine line, in Hj212Frame frame)
    {
        if (!frame.Qn.IsEmpty && !frame.Cp.StartsWith("QN="u8))
        {
            line.Field("QN="u8, frame.Qn);
        }

        line.Field("ST="u8, frame.St);
        line.Text("CN="u8);
        line.Number(frame.Cn, FourDigits);
        line.Text(";"u8);
        line.Field("PW="u8, frame.Pw);
        line.Field("MN="u8, frame.Mn);
        WriteNumber(ref line, "Flag="u8, frame.Flag ?? -1);
        WriteNumber(ref line, "PNUM="u8, frame.IsSplit ? frame.Pnum : -1);
        WriteNumber(ref line, "PNO="u8, frame.IsSplit ? frame.Pno : -1);
        line.Text("CP=&&"u8);
        line.Text(frame.Cp);
        line.Text("&&"u8);
    }

    private static void WriteNumber(ref AsciiLine line, ReadOnlySpan<byte> name, int number)
    {
        if (number >= 0)
        {
            line.Text(name);
            line.Number(number, default);
            line.Text(";"u8);
        }
    }

    private static bool IsWritable(in Hj212Frame frame) =>
        frame.Cn is >= 0 and <= 9999 && Hj212Segment.IsMn(frame.Mn)
        && IsHeaderText(frame.Qn) && IsHeaderText(frame.St) && IsHeaderText(frame.Pw)
        && frame.Cp.IndexOf("&&"u8) < 0 && !frame.Cp.EndsWith("&"u8) && !frame.Cp.StartsWith("&"u8)
        && frame.Cp.IndexOfAny((byte)'\r', (byte)'\n') < 0 && frame.Cp.IndexOf("##"u8) < 0;

    private static bool IsHeaderText(ReadOnlySpan<byte> text) =>
        text.IndexOfAny(";,=&#"u8) < 0 && text.IndexOfAnyExceptInRange((byte)0x21, (byte)0x7E) < 0;

    /// <summary>A span that is written from its start and remembers that it was too small instead of throwing.</summary>
    private ref struct AsciiLine(Span<byte> room)
    {
        private Span<byte> _room = room;

        public int Written { get; private set; }

        public bool Overflowed { get; private set; }

        public readonly int Room => _room.Length;

        public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            Text(name);
            Text(value);
            Text(";"u8);
        }

        public void Text(ReadOnlySpan<byte> text) => Advance(text.TryCopyTo(_room), text.Length);

        public void Number(int number, StandardFormat format) =>
            Advance(Utf8Formatter.TryFormat(number, _room, out int bytes, format), bytes);

        public ReadOnlySpan<byte> Add(string text)
        {
            Span<byte> start = _room;
            bool fits = Encoding.UTF8.TryGetBytes(text, _room, out int bytes);
            Advance(fits, bytes);
            return fits ? start[..bytes] : default;
        }

        private void Advance(bool fits, int bytes)
        {
            Overflowed |= !fits;
            Written += fits ? bytes : 0;
            _room = fits ? _room[bytes..] : _room;
        }
    }
}
