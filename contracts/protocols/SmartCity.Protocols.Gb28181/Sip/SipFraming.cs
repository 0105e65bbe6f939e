namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>Where a message can begin and where its headers end, on bytes.</summary>
internal static class SipFraming
{
    private const int LongestMethod = 20;

    private const int LongestStartLine = 2048;

    private static readonly byte[][] Methods =
    [
        "REGISTER"u8.ToArray(), "MESSAGE"u8.ToArray(), "SUBSCRIBE"u8.ToArray(), "NOTIFY"u8.ToArray(), "OPTIONS"u8.ToArray(),
        "INFO"u8.ToArray(), "INVITE"u8.ToArray(), "ACK"u8.ToArray(), "BYE"u8.ToArray(), "CANCEL"u8.ToArray(),
    ];

    internal enum Start
    {
        No,
        Unknown,
        Yes,
    }

    /// <summary>How many CR and LF stand in front: keep-alives between messages.</summary>
    public static int LineEndsAtFront(ReadOnlySpan<byte> input)
    {
        var other = input.IndexOfAnyExcept((byte)'\r', (byte)'\n');
        return other < 0 ? input.Length : other;
    }

    /// <summary>Whether the bytes can begin a message: upper-case method and a space, or SIP/, on a line that ends in SIP/2.0.</summary>
    public static Start StartLine(ReadOnlySpan<byte> input)
    {
        if (Opening(input) is var opening and not Start.Yes)
            return opening;
        var lineEnd = input[..Math.Min(input.Length, LongestStartLine)].IndexOf((byte)'\n');
        if (lineEnd < 0)
            return input.Length >= LongestStartLine ? Start.No : Start.Unknown;
        var line = input[..lineEnd].TrimEnd(" \t\r"u8);
        return IsResponse(line) || IsRequest(line) ? Start.Yes : Start.No;
    }

    /// <summary>The index just behind the empty line, or -1 when there is none within the limit.</summary>
    public static int EndOfHeaders(ReadOnlySpan<byte> input, int limit)
    {
        var at = 0;
        while (at <= limit)
        {
            var next = input[at..].IndexOf((byte)'\n');
            if (next < 0)
                return -1;
            at += next + 1;
            if (at < input.Length && input[at] == '\n')
                return Within(at + 1, limit);
            if (at + 1 < input.Length && input[at] == '\r' && input[at + 1] == '\n')
                return Within(at + 2, limit);
        }
        return -1;
    }

    /// <summary>
    /// How many bytes to step over to the next place that can begin a message, or can still become one; all of them when
    /// there is none. Not only line starts are looked at: bodies seldom end in a line end, so behind a message whose length
    /// was wrong the next one begins in the middle of a line.
    /// </summary>
    public static int NextPossibleStart(ReadOnlySpan<byte> input)
    {
        for (var at = 1; at < input.Length; at++)
        {
            var next = input[at..].IndexOfAnyInRange((byte)'A', (byte)'Z');
            if (next < 0)
                return input.Length;
            at += next;
            if (StartLine(input[at..]) != Start.No)
                return at;
        }
        return input.Length;
    }

    private static bool IsResponse(ReadOnlySpan<byte> line) =>
        line.Length > 8 && line.StartsWith("SIP/2.0 "u8) && line[8] is >= (byte)'0' and <= (byte)'9';

    /// <summary>Method, one word of an address, version.</summary>
    private static bool IsRequest(ReadOnlySpan<byte> line)
    {
        var end = line.Length - " SIP/2.0".Length;
        var space = line.IndexOf((byte)' ');
        if (space <= 0 || end <= space || !System.Text.Ascii.EqualsIgnoreCase(line[end..], " SIP/2.0"u8))
            return false;
        var address = line[space..end].Trim(" "u8);
        return !address.IsEmpty && !address.Contains((byte)' ');
    }

    private static Start Opening(ReadOnlySpan<byte> input)
    {
        if (input.StartsWith("SIP/"u8))
            return Start.Yes;
        var front = input[..Math.Min(input.Length, LongestMethod + 1)];
        var other = front.IndexOfAnyExceptInRange((byte)'A', (byte)'Z');
        if (other < 0)
            return front.Length > LongestMethod ? Start.No : Start.Unknown;
        if (front[other] == '/' && "SIP/2.0 "u8.StartsWith(front[..Math.Min(front.Length, 8)]))
            return Start.Unknown;
        return other > 0 && front[other] == ' ' && !IsGlued(front[..other]) ? Start.Yes : Start.No;
    }

    /// <summary>Rubbish that ends in a capital letter runs into the method behind it: XMESSAGE is not a method, PRACK is.</summary>
    private static bool IsGlued(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("PRACK"u8))
            return false;
        foreach (var method in Methods)
        {
            if (word.Length > method.Length && word.EndsWith(method))
                return true;
        }
        return false;
    }

    private static int Within(int end, int limit) => end <= limit ? end : -1;
}
