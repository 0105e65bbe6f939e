using System.Buffers.Binary;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// Reads frames of GB/T 20999-2017 (annex A): 7E, body, CRC, 7D. The body's length field counts itself, but neither the
/// flags nor the CRC. Values of unknown classes and objects are kept as they are.
/// </summary>
public static class SignalFrameReader
{
    /// <summary>The longest frame the length field can declare, un-escaped, with flags and CRC.</summary>
    public const int LongestFrame = ushort.MaxValue + 4;

    private const int ShortestBody = FrameHeader.Bytes + 2;

    /// <summary>Reads one frame from the start of <paramref name="input"/>. Never throws; allocates nothing.</summary>
    /// <param name="input">Bytes from the line.</param>
    /// <param name="framing">Escaped on TCP and serial lines, plain on UDP.</param>
    /// <param name="scratch">Where an escaped frame is un-escaped to; as long as the longest frame to be read.</param>
    /// <param name="frame">The frame, valid as long as input and scratch are.</param>
    /// <param name="consumed">Bytes to step over.</param>
    /// <param name="longest">Longest frame accepted, in bytes on the line; longer is <see cref="FrameError.TooLong"/>.</param>
    public static FrameError TryRead(
        ReadOnlySpan<byte> input, Framing framing, Span<byte> scratch, out SignalFrame frame, out int consumed,
        int longest = LongestFrame)
    {
        frame = default;
        consumed = 0;
        if (input.IsEmpty)
        {
            return FrameError.Incomplete;
        }

        if (input[0] != Flags.Start)
        {
            int start = input.IndexOf(Flags.Start);
            consumed = start < 0 ? input.Length : start;
            return FrameError.Junk;
        }

        return framing == Framing.Plain
            ? ReadPlain(input, longest, out frame, out consumed)
            : ReadEscaped(input, scratch, longest, out frame, out consumed);
    }

    /// <summary>The length field says where the frame ends. A bad frame costs its first byte only: its length may be the lie.</summary>
    private static FrameError ReadPlain(ReadOnlySpan<byte> input, int longest, out SignalFrame frame, out int consumed)
    {
        frame = default;
        consumed = 1;
        if (input.Length < 3)
        {
            consumed = 0;
            return FrameError.Incomplete;
        }

        int total = BinaryPrimitives.ReadUInt16BigEndian(input[1..]) + 4;
        if (total < ShortestBody + 2)
        {
            return FrameError.BadLength;
        }

        if (total > longest)
        {
            return FrameError.TooLong;
        }

        if (input.Length < total)
        {
            consumed = 0;
            return FrameError.Incomplete;
        }

        FrameError error = input[total - 1] == Flags.End ? ReadBody(input[1..(total - 1)], out frame) : FrameError.BadLength;
        consumed = error == FrameError.None ? total : 1;
        return error;
    }

    /// <summary>Flags say where the frame ends: inside a frame a bare 7E or 7D cannot stand.</summary>
    private static FrameError ReadEscaped(
        ReadOnlySpan<byte> input, Span<byte> scratch, int longest, out SignalFrame frame, out int consumed)
    {
        frame = default;
        FrameError found = FindEnd(input, out int end, out int escapes);
        consumed = end;
        if (found == FrameError.Incomplete)
        {
            consumed = input.Length >= longest ? input.Length : 0;
            return input.Length >= longest ? FrameError.TooLong : FrameError.Incomplete;
        }

        if (found != FrameError.None)
        {
            return found;
        }

        consumed = end + 1;
        if (consumed > longest || (escapes > 0 && end - 1 - escapes > scratch.Length))
        {
            return FrameError.TooLong;
        }

        ReadOnlySpan<byte> body = input[1..end];
        return ReadBody(escapes == 0 ? body : Unescape(body, scratch), out frame);
    }

    /// <summary>Finds the closing 7D; on an error <paramref name="end"/> is where to go on.</summary>
    private static FrameError FindEnd(ReadOnlySpan<byte> input, out int end, out int escapes)
    {
        escapes = 0;
        end = 1;
        while (true)
        {
            int next = input[end..].IndexOfAny(Flags.Start, Flags.End, Flags.Escape);
            if (next < 0)
            {
                return FrameError.Incomplete;
            }

            end += next;
            switch (input[end])
            {
                case Flags.End:
                    return FrameError.None;
                case Flags.Start:
                    return end == 1 ? FrameError.Junk : FrameError.BadLength;
                case var _ when end + 1 == input.Length:
                    return FrameError.Incomplete;
                case var _ when !Flags.NeedsEscape(input[end + 1]):
                    return FrameError.BadEscape;
            }

            escapes++;
            end += 2;
        }
    }

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> body, Span<byte> scratch)
    {
        int written = 0;
        while (!body.IsEmpty)
        {
            int next = body.IndexOf(Flags.Escape);
            int plain = next < 0 ? body.Length : next;
            body[..plain].CopyTo(scratch[written..]);
            written += plain;
            if (next < 0)
            {
                break;
            }

            scratch[written++] = body[next + 1];
            body = body[(next + 2)..];
        }

        return scratch[..written];
    }

    private static FrameError ReadBody(ReadOnlySpan<byte> bodyAndCrc, out SignalFrame frame)
    {
        frame = default;
        if (bodyAndCrc.Length < ShortestBody || BinaryPrimitives.ReadUInt16BigEndian(bodyAndCrc) != bodyAndCrc.Length - 2)
        {
            return FrameError.BadLength;
        }

        ReadOnlySpan<byte> body = bodyAndCrc[..^2];
        if (Crc16.Compute(body) != BinaryPrimitives.ReadUInt16BigEndian(bodyAndCrc[^2..]))
        {
            return FrameError.BadChecksum;
        }

        if (body[2] != 1)
        {
            return FrameError.UnsupportedVersion;
        }

        FrameError error = CheckValues(body);
        frame = error == FrameError.None ? new SignalFrame(body) : default;
        return error;
    }

    private static FrameError CheckValues(ReadOnlySpan<byte> body)
    {
        if (body.Length == FrameHeader.Bytes)
        {
            bool heartbeat = (FrameType)body[11] is FrameType.HeartbeatQuery or FrameType.HeartbeatAnswer
                or FrameType.HeartbeatAnswerDeviant;
            return heartbeat ? FrameError.None : FrameError.BadHeader;
        }

        int count = body[FrameHeader.Bytes];
        ReadOnlySpan<byte> rest = body[(FrameHeader.Bytes + 1)..];
        for (; count > 0; count--)
        {
            if (rest.Length < 6 || rest[1] < 4 || rest.Length < 2 + rest[1])
            {
                return FrameError.BadField;
            }

            rest = rest[(2 + rest[1])..];
        }

        return rest.IsEmpty ? FrameError.None : FrameError.BadField;
    }
}
