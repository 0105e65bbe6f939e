using System.Globalization;
using System.Text;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// Writes SIP strictly: full header names, CRLF, headers in their order, Content-Length last and computed (one that stands
/// among the headers is not believed).
/// </summary>
public static class SipWriter
{
    /// <summary>
    /// The bytes of a message. Throws <see cref="ArgumentException"/> when a header or the start line holds a line break:
    /// nothing read from a device may be able to add a header to what we send.
    /// </summary>
    public static byte[] Write(SipMessage message)
    {
        var text = new StringBuilder(512);
        Line(text, StartLine(message));
        foreach (var header in message.Headers)
        {
            if (!header.Name.Equals(SipHeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
                Line(text, header.Name, header.Value);
        }
        Line(text, SipHeaderNames.ContentLength, message.Body.Length.ToString(CultureInfo.InvariantCulture));
        text.Append("\r\n");
        return Join(text, message.Body.Span);
    }

    private static byte[] Join(StringBuilder text, ReadOnlySpan<byte> body)
    {
        var head = text.ToString();
        var headBytes = Encoding.UTF8.GetByteCount(head);
        var bytes = new byte[headBytes + body.Length];
        Encoding.UTF8.GetBytes(head, bytes);
        body.CopyTo(bytes.AsSpan(headBytes));
        return bytes;
    }

    private static string StartLine(SipMessage message) => message switch
    {
        SipRequest request => $"{request.Method} {request.RequestUri} SIP/2.0",
        SipResponse response => string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {response.Status} {response.Reason}"),
        _ => throw new ArgumentException($"A SIP message is a request or a response, not {message.GetType().Name}.", nameof(message)),
    };

    private static void Line(StringBuilder text, string line)
    {
        if (SipText.BreaksLine(line))
            throw new ArgumentException("A start line cannot hold a line break.", nameof(line));
        text.Append(line).Append("\r\n");
    }

    private static void Line(StringBuilder text, string name, string value)
    {
        if (SipText.BreaksLine(value) || SipText.BreaksLine(name))
            throw new ArgumentException($"The header {name} cannot hold a line break.", nameof(value));
        text.Append(name).Append(": ").Append(value).Append("\r\n");
    }
}
