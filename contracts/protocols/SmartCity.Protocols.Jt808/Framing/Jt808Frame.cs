using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Jt808.Framing;

/// <summary>
/// One frame: 0x7E, header, body, XOR check code, 0x7E (clause 4.4.1), with 0x7E and 0x7D between the flags escaped as
/// 7D 02 and 7D 01 (clause 4.4.2).
/// </summary>
/// <param name="Header">What the message is and from whom.</param>
/// <param name="Body">The unescaped body, at most 1023 bytes, owned by the frame. Decode with <see cref="Jt808Bodies"/>.</param>
public readonly record struct Jt808Frame(Jt808Header Header, ReadOnlyMemory<byte> Body)
{
    /// <summary>The longest frame on the wire, every byte escaped, both flags included, in bytes.</summary>
    public const int MaxBytes = 2 + 2 * MaxUnescapedBytes;

    internal const int MaxUnescapedBytes = Jt808Header.MaxBytes + Jt808Header.MaxBodyBytes + 1;
    internal const byte Flag = 0x7E;
    internal const byte Escape = 0x7D;

    /// <summary>
    /// Reads the frame at the start of <paramref name="input"/>, copying its body out. Call in a loop, stepping over
    /// <paramref name="consumed"/> bytes each time, until it says Incomplete.
    /// </summary>
    /// <param name="input">Bytes as they came, any number of frames or part of one.</param>
    /// <param name="frame">The frame when None is returned.</param>
    /// <param name="consumed">Bytes to step over. After a bad frame its end flag is left, as it may start the next one.</param>
    /// <returns>
    /// None; Incomplete (wait for more, at most <see cref="MaxBytes"/>); Junk before a flag; TooLong; BadEscape;
    /// BadChecksum; BadLength (the length in the header is not the body's); BadHeader (phone not BCD, sub-packet index 0
    /// or above the total).
    /// </returns>
    public static FrameError TryRead(ReadOnlySpan<byte> input, out Jt808Frame frame, out int consumed)
    {
        Span<byte> buffer = stackalloc byte[MaxUnescapedBytes];
        FrameError error = TryRead(input, buffer, out Jt808Header header, out ReadOnlySpan<byte> body, out consumed);
        frame = error == FrameError.None ? new Jt808Frame(header, body.ToArray()) : default;
        return error;
    }

    /// <summary>As the other overload, without allocating: the body stands in <paramref name="buffer"/> until the next call.</summary>
    /// <param name="input">Bytes as they came.</param>
    /// <param name="buffer">Work space of at least <see cref="MaxBytes"/> / 2 bytes.</param>
    /// <param name="header">The header when None is returned.</param>
    /// <param name="body">The body, a slice of <paramref name="buffer"/>.</param>
    /// <param name="consumed">Bytes to step over.</param>
    public static FrameError TryRead(
        scoped ReadOnlySpan<byte> input, Span<byte> buffer, out Jt808Header header, out ReadOnlySpan<byte> body, out int consumed)
    {
        header = default;
        body = default;
        FrameError error = FindFlags(input, out ReadOnlySpan<byte> between, out consumed);
        if (error != FrameError.None) return error;
        error = Unescape(between, buffer, out int length);
        if (error == FrameError.None) error = Check(buffer[..length], out header, out body);
        if (error != FrameError.None) consumed--;
        return error;
    }

    /// <summary>Builds a frame from a header and the bytes of a body, on the wire's form.</summary>
    /// <param name="header">The header; its length and version bits are computed.</param>
    /// <param name="body">At most 1023 bytes; see <see cref="Subpackets.Split"/> for more.</param>
    /// <exception cref="ArgumentException">The body is longer than one frame carries, or the phone longer than the edition's field.</exception>
    public static byte[] Encode(in Jt808Header header, ReadOnlySpan<byte> body)
    {
        Span<byte> frame = stackalloc byte[MaxBytes];
        return frame[..Encode(header, body, frame)].ToArray();
    }

    /// <summary>As the other overload, into a buffer of the caller's; returns the bytes written.</summary>
    /// <param name="header">The header.</param>
    /// <param name="body">At most 1023 bytes.</param>
    /// <param name="destination">At least <see cref="MaxBytes"/> to be safe.</param>
    /// <exception cref="ArgumentException">The body is longer than one frame carries, or the destination too short.</exception>
    public static int Encode(in Jt808Header header, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        if (body.Length > Jt808Header.MaxBodyBytes)
            throw new ArgumentException($"A frame carries at most {Jt808Header.MaxBodyBytes} bytes, not {body.Length}; split into sub-packets.");
        Span<byte> plain = stackalloc byte[MaxUnescapedBytes];
        int length = header.Write(plain, body.Length);
        body.CopyTo(plain[length..]);
        length += body.Length;
        plain[length] = Xor.Of(plain[..length]);
        return WriteEscaped(plain[..(length + 1)], destination);
    }

    private static FrameError FindFlags(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> between, out int consumed)
    {
        between = default;
        consumed = 0;
        if (input.IsEmpty) return FrameError.Incomplete;
        int start = input.IndexOf(Flag);
        if (start != 0)
        {
            consumed = start < 0 ? input.Length : start;
            return FrameError.Junk;
        }

        ReadOnlySpan<byte> rest = input[1..Math.Min(input.Length, MaxBytes)];
        int end = rest.IndexOf(Flag);
        if (end == 0)
        {
            consumed = 1; // two flags in a row: the first closed something lost, the second opens a frame
            return FrameError.Junk;
        }

        if (end < 0)
        {
            if (input.Length < MaxBytes) return FrameError.Incomplete;
            consumed = MaxBytes;
            return FrameError.TooLong;
        }

        between = rest[..end];
        consumed = end + 2;
        return FrameError.None;
    }

    private static FrameError Unescape(ReadOnlySpan<byte> escaped, Span<byte> plain, out int length)
    {
        length = 0;
        if (plain.Length < MaxUnescapedBytes) throw new ArgumentException($"The buffer must hold {MaxUnescapedBytes} bytes.", nameof(plain));
        while (true)
        {
            int run = escaped.IndexOf(Escape);
            ReadOnlySpan<byte> asIs = run < 0 ? escaped : escaped[..run];
            if (length + asIs.Length + (run < 0 ? 0 : 1) > MaxUnescapedBytes) return FrameError.TooLong;
            asIs.CopyTo(plain[length..]);
            length += asIs.Length;
            if (run < 0) return FrameError.None;
            if (run + 1 == escaped.Length || escaped[run + 1] is not (1 or 2)) return FrameError.BadEscape;
            plain[length++] = escaped[run + 1] == 1 ? Escape : Flag;
            escaped = escaped[(run + 2)..];
        }
    }

    private static FrameError Check(ReadOnlySpan<byte> plain, out Jt808Header header, out ReadOnlySpan<byte> body)
    {
        header = default;
        body = default;
        if (plain.Length < 13) return FrameError.BadLength;
        if (Xor.Of(plain) != 0) return FrameError.BadChecksum;
        FrameError error = Jt808Header.TryRead(plain[..^1], out header, out int headerBytes);
        if (error == FrameError.None) body = plain[headerBytes..^1];
        return error;
    }

    private static int WriteEscaped(ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        var writer = new BodyWriter(destination);
        writer.Byte(Flag);
        while (true)
        {
            int run = plain.IndexOfAny(Flag, Escape);
            writer.Bytes(run < 0 ? plain : plain[..run]);
            if (run < 0) break;
            writer.Byte(Escape);
            writer.Byte(plain[run] == Flag ? (byte)2 : (byte)1);
            plain = plain[(run + 1)..];
        }

        writer.Byte(Flag);
        return writer.Length;
    }
}
