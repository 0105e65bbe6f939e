namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>A SIP request or response: headers and a body of bytes whose meaning Content-Type tells.</summary>
public abstract class SipMessage
{
    /// <summary>The headers in their order.</summary>
    public SipHeaders Headers { get; } = new();

    /// <summary>The body; empty when there is none. Its length is written as Content-Length by the writer.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The identifier of the exchange, never null in a message the reader let through.</summary>
    public string CallId => Headers[SipHeaderNames.CallId] ?? "";

    /// <summary>The command sequence; number 0 and an empty method when the header is missing.</summary>
    public CSeq Sequence => CSeq.TryParse(Headers[SipHeaderNames.CSeq], out var sequence) ? sequence : new CSeq(0, "");

    /// <summary>The topmost Via, or null.</summary>
    public Via? TopVia => Via.TryParse(Headers.List(SipHeaderNames.Via).FirstOrDefault(), out var via) ? via : null;

    /// <summary>Who sent it, or null when unreadable.</summary>
    public NameAddress? From => NameAddress.TryParse(Headers[SipHeaderNames.From], out var from) ? from : null;

    /// <summary>Whom it is for, or null when unreadable.</summary>
    public NameAddress? To => NameAddress.TryParse(Headers[SipHeaderNames.To], out var to) ? to : null;

    /// <summary>Whether the body is of a media type, compared without case and parameters: <c>Application/MANSCDP+xml</c>, <c>application/sdp</c>.</summary>
    public bool HasContent(string mediaType) =>
        Headers[SipHeaderNames.ContentType] is { } type
        && type.AsSpan(0, type.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : type.Length).Trim().Equals(mediaType, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A request.</summary>
public sealed class SipRequest(string method, string requestUri) : SipMessage
{
    /// <summary>The method; see <see cref="SipMethods"/>.</summary>
    public string Method { get; } = method;

    /// <summary>The address in the start line, as written.</summary>
    public string RequestUri { get; } = requestUri;

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {RequestUri}";
}

/// <summary>A response.</summary>
public sealed class SipResponse(int status, string reason) : SipMessage
{
    /// <summary>100-699.</summary>
    public int Status { get; } = status;

    /// <summary>The words behind the number.</summary>
    public string Reason { get; } = reason;

    /// <summary>1xx.</summary>
    public bool IsProvisional => Status < 200;

    /// <summary>2xx.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <inheritdoc/>
    public override string ToString() => $"{Status} {Reason}";
}
