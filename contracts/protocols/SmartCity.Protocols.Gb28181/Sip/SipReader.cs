using System.Globalization;
using System.Text;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// Reads SIP as devices send it: compact headers, folded lines, LF without CR, odd case, no Content-Length on UDP. Never
/// throws on input; see <see cref="FrameError"/>.
/// </summary>
public static class SipReader
{
    /// <summary>
    /// Reads one UDP datagram, which is one message (RFC 3261 18.3). Without Content-Length the body is what remains; bytes
    /// behind a shorter one are dropped. A datagram of nothing but line ends is a NAT keep-alive: <see cref="FrameError.Junk"/>.
    /// When the declared length is longer than the datagram the error is <see cref="FrameError.BadLength"/> and the message
    /// is given with the bytes there are, so that a server can answer 400.
    /// </summary>
    public static FrameError TryReadDatagram(ReadOnlySpan<byte> datagram, SipLimits limits, out SipMessage? message)
    {
        message = null;
        var start = SipFraming.LineEndsAtFront(datagram);
        if (start == datagram.Length || SipFraming.StartLine(datagram[start..]) == SipFraming.Start.No)
            return FrameError.Junk;
        var head = datagram[start..];
        var end = SipFraming.EndOfHeaders(head, limits.HeaderBytes);
        if (end < 0 && head.Length > limits.HeaderBytes)
            return FrameError.TooLong;
        // A datagram that stops within its headers, or right behind them without the empty line, has no body.
        var headers = end < 0 ? head : head[..end];
        if (ReadHeaders(headers, limits, out var read) is var error and not FrameError.None)
            return error;
        message = read;
        return AttachRest(message!, end < 0 ? [] : head[end..], limits);
    }

    /// <summary>
    /// Reads the first message of a TCP stream, framed by Content-Length (RFC 3261 18.3). Line ends between messages are
    /// stepped over. A message without Content-Length and without Content-Type is taken to have no body. After an error the
    /// next call goes on at the next line that can begin a message.
    /// </summary>
    public static FrameError TryRead(ReadOnlySpan<byte> input, SipLimits limits, out SipMessage? message, out int consumed)
    {
        message = null;
        consumed = SipFraming.LineEndsAtFront(input);
        var head = input[consumed..];
        var start = SipFraming.StartLine(head);
        if (start == SipFraming.Start.Unknown)
            return FrameError.Incomplete;
        if (start == SipFraming.Start.No)
        {
            consumed += SipFraming.NextPossibleStart(head);
            return FrameError.Junk;
        }
        var end = SipFraming.EndOfHeaders(head, limits.HeaderBytes);
        if (end >= 0)
            return ReadFramed(head, end, limits, out message, ref consumed);
        if (head.Length <= limits.HeaderBytes)
            return FrameError.Incomplete;
        consumed += SipFraming.NextPossibleStart(head);
        return FrameError.TooLong;
    }

    private static FrameError ReadFramed(ReadOnlySpan<byte> head, int end, SipLimits limits, out SipMessage? message, ref int consumed)
    {
        var error = ReadHeaders(head[..end], limits, out var read);
        message = null;
        var length = read is null ? 0 : DeclaredLength(read) ?? (read.Headers[SipHeaderNames.ContentType] is null ? 0 : -1);
        if (length < 0 || length > limits.BodyBytes)
        {
            // Where this message ends is unknown: its headers are stepped over, its body is looked through for the next start.
            consumed += end;
            return length < 0 ? FrameError.BadLength : FrameError.TooLong;
        }
        if (head.Length - end < length)
            return FrameError.Incomplete;
        consumed += end + (int)length;
        if (error != FrameError.None)
            return error;
        read!.Body = head.Slice(end, (int)length).ToArray();
        message = read;
        return FrameError.None;
    }

    private static FrameError AttachRest(SipMessage message, ReadOnlySpan<byte> rest, SipLimits limits)
    {
        var declared = DeclaredLength(message);
        if (rest.Length > limits.BodyBytes)
            return FrameError.TooLong;
        message.Body = (declared is { } length && length >= 0 && length < rest.Length ? rest[..(int)length] : rest).ToArray();
        return declared is { } wanted && (wanted < 0 || wanted > rest.Length) ? FrameError.BadLength : FrameError.None;
    }

    /// <summary>The number behind Content-Length; null when the header is absent, -1 when it is not a number.</summary>
    private static long? DeclaredLength(SipMessage message)
    {
        if (message.Headers[SipHeaderNames.ContentLength] is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : -1;
    }

    private static FrameError ReadHeaders(ReadOnlySpan<byte> bytes, SipLimits limits, out SipMessage? message)
    {
        // Display names come in GB 2312 now and then; everything that matters is ASCII.
        var text = Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : ChineseText.Decode(bytes);
        // Whatever is read can be written again, in an answer: what would break a line there is made a blank here.
        var lines = text.Replace('\0', ' ').AsSpan().EnumerateLines();
        lines.MoveNext();
        message = SipStartLine.Parse(lines.Current);
        if (message is null)
            return FrameError.BadHeader;
        while (lines.MoveNext())
        {
            if (!AddLine(message.Headers, lines.Current))
                continue;
            if (message.Headers.Count > limits.HeaderCount)
            {
                message = null;
                return FrameError.TooLong;
            }
        }
        if (HasWhatEveryMessageNeeds(message))
            return FrameError.None;
        // The lengths of a broken message are still believed, so that a stream steps over the whole of it.
        return FrameError.BadHeader;
    }

    /// <summary>A line without a colon or a name is stepped over: it cannot be meant for us.</summary>
    private static bool AddLine(SipHeaders headers, ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return false;
        if (line[0] is ' ' or '\t')
        {
            if (headers.Count > 0)
                headers.Continue(line.Trim().ToString());
            return false;
        }
        var colon = line.IndexOf(':');
        var name = colon < 0 ? [] : line[..colon].Trim();
        if (name.IsEmpty || name.ContainsAny(' ', '\t'))
            return false;
        headers.Add(SipHeaderNames.Full(name), line[(colon + 1)..].Trim().ToString());
        return true;
    }

    /// <summary>RFC 3261 8.1.1: To, From, CSeq, Call-ID, Via; and the CSeq of a request names its method.</summary>
    private static bool HasWhatEveryMessageNeeds(SipMessage message)
    {
        var sequence = message.Sequence;
        return message.CallId.Length > 0
            && sequence.Method.Length > 0
            && (message is not SipRequest request || string.Equals(request.Method, sequence.Method, StringComparison.Ordinal))
            && message.TopVia is not null && message.From is not null && message.To is not null;
    }
}
