namespace SmartCity.Protocols.Hj212;

/// <summary>
/// Finds frames in a stream (HJ 212-2017 6.3.1): <c>##</c>, four digits of length, the segment, four hexadecimal digits
/// of check, CR LF. What the segment means is read by <see cref="Hj212Segment"/>.
/// </summary>
public static class Hj212Codec
{
    /// <summary>Bytes of a frame beside its segment.</summary>
    public const int FrameOverheadBytes = HeadBytes + CrcBytes + 2;

    internal const int HeadBytes = 6;
    internal const int CrcBytes = 4;

    /// <summary>
    /// Reads the frame at the start of <paramref name="input"/>. Never throws, never allocates. The end is where the
    /// declared length says if CR LF stands there and the check agrees; else at the first CR LF, if the check agrees
    /// there (devices declare wrong lengths). After an error the next <c>##</c> is where reading goes on.
    /// </summary>
    /// <param name="input">What has come and is not consumed, as much as there is.</param>
    /// <param name="options">The device's check and the longest segment.</param>
    /// <param name="frame">The frame; of <see cref="FrameError.BadHeader"/> what could be read of it.</param>
    /// <param name="consumed">Bytes to step over.</param>
    /// <returns>None, Incomplete, Junk, BadLength (no digits), TooLong, BadChecksum, or BadHeader (no usable CN or MN).</returns>
    public static FrameError TryRead(
        ReadOnlySpan<byte> input, Hj212ReadOptions options, out Hj212Frame frame, out int consumed)
    {
        frame = default;
        FrameError error = FindStart(input, out int declared, out consumed);
        if (error != FrameError.None)
        {
            return error;
        }

        FrameEnd end = FindEnd(input, declared, options);
        if (end.Error == FrameError.Incomplete)
        {
            return FrameError.Incomplete;
        }

        if (end.Error != FrameError.None)
        {
            consumed = NextStart(input[..end.Length]);
            return end.Error;
        }

        consumed = end.Length;
        int segmentBytes = end.Length - FrameOverheadBytes;
        Hj212Deviations deviations = end.Deviations
            | (segmentBytes == declared ? 0 : Hj212Deviations.WrongLength)
            | (segmentBytes <= 1024 ? 0 : Hj212Deviations.LongSegment);
        return Hj212Segment.Read(input.Slice(HeadBytes, segmentBytes), declared, deviations, out frame);
    }

    /// <summary>
    /// The MN the frame at the start of <paramref name="input"/> claims, before any check, so that a listener can look up
    /// that device's settings. False while none is in sight.
    /// </summary>
    public static bool PeekMn(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> mn)
    {
        mn = default;
        int start = input.IndexOf("##"u8);
        ReadOnlySpan<byte> head = start < 0 ? default : input[start..];
        int end = head.IndexOf("\r\n"u8);
        head = end < 0 ? head : head[..end];
        int field = head.IndexOf("MN="u8);
        if (field < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = head[(field + 3)..];
        int length = rest.IndexOfAny((byte)';', (byte)',');
        mn = length < 0 ? default : rest[..length].Trim((byte)' ');
        return length >= 0 && Hj212Segment.IsMn(mn);
    }

    /// <summary>Steps over junk to <c>##</c> and reads the length behind it.</summary>
    private static FrameError FindStart(ReadOnlySpan<byte> input, out int declared, out int consumed)
    {
        declared = -1;
        consumed = 0;
        if (!"##"u8.StartsWith(input) && !input.StartsWith("##"u8))
        {
            consumed = NextStart(input);
            return FrameError.Junk;
        }

        int head = Math.Min(input.Length, HeadBytes);
        bool digits = head <= 2 || Hj212Time.Number(input[2..head]) >= 0;
        if (!digits)
        {
            consumed = NextStart(input[..head]);
            return FrameError.BadLength;
        }

        declared = head < HeadBytes ? -1 : Hj212Time.Number(input[2..HeadBytes]);
        return head < HeadBytes ? FrameError.Incomplete : FrameError.None;
    }

    private readonly record struct FrameEnd(FrameError Error, int Length, Hj212Deviations Deviations);

    private static FrameEnd FindEnd(ReadOnlySpan<byte> input, int declared, Hj212ReadOptions options)
    {
        int byLength = declared + FrameOverheadBytes;
        bool fits = declared <= options.MaxSegmentBytes;
        bool arrived = input.Length >= byLength;
        if (fits && arrived && CheckAgrees(input[..byLength], options.Crc, out Hj212Deviations deviations))
        {
            return new(FrameError.None, byLength, deviations);
        }

        ReadOnlySpan<byte> window = input[..Math.Min(input.Length, options.MaxFrameBytes)];
        int lineEnd = window[HeadBytes..].IndexOf("\r\n"u8);
        if (lineEnd < 0)
        {
            return window.Length < options.MaxFrameBytes ? new(FrameError.Incomplete, 0, 0) : new(FrameError.TooLong, window.Length, 0);
        }

        int byLine = HeadBytes + lineEnd + 2;
        if (CheckAgrees(input[..byLine], options.Crc, out deviations))
        {
            return new(FrameError.None, byLine, deviations);
        }

        // A log may hold a line end of its own: while the declared end can still come, it is waited for. Not so when
        // another start is in sight: then this one was cut off, and the frame behind it must not wait.
        bool mayStillCome = fits && !arrived && byLine < byLength && input[2..].IndexOf("##"u8) < 0;
        return mayStillCome ? new(FrameError.Incomplete, 0, 0) : new(FrameError.BadChecksum, byLine, 0);
    }

    /// <summary>Whether these bytes end in a check over the rest and CR LF.</summary>
    private static bool CheckAgrees(ReadOnlySpan<byte> frame, Hj212CrcVariant variant, out Hj212Deviations deviations)
    {
        deviations = 0;
        if (frame.Length < FrameOverheadBytes || !frame.EndsWith("\r\n"u8))
        {
            return false;
        }

        ReadOnlySpan<byte> digits = frame[^(CrcBytes + 2)..^2];
        int sent = HexNumber(digits);
        ReadOnlySpan<byte> segment = frame[HeadBytes..^(CrcBytes + 2)];
        bool standard = variant != Hj212CrcVariant.Modbus && Hj212Crc.Standard(segment) == sent;
        bool modbus = !standard && variant != Hj212CrcVariant.Standard && Hj212Crc.Modbus(segment) == sent;
        deviations = (modbus ? Hj212Deviations.ModbusCrc : 0)
            | (digits.IndexOfAnyInRange((byte)'a', (byte)'f') < 0 ? 0 : Hj212Deviations.LowerCaseCrc);
        return standard || modbus;
    }

    private static int HexNumber(ReadOnlySpan<byte> digits)
    {
        int number = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return -1;
            }

            number = (number << 4) | (char.IsAsciiDigit((char)digit) ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return number;
    }

    /// <summary>Where the next <c>##</c> begins behind the first byte; a lone <c>#</c> at the end may be half of one.</summary>
    private static int NextStart(ReadOnlySpan<byte> input)
    {
        int next = input[1..].IndexOf("##"u8);
        return next >= 0 ? next + 1 : input.Length > 1 && input[^1] == '#' ? input.Length - 1 : input.Length;
    }
}
