using System.Globalization;
using System.Text;

namespace SmartCity.Protocols.Gb28181.Sdp;

/// <summary>
/// A session description as this standard uses it (GB/T 28181-2016 annex F, -2022 annex G): RFC 4566 with y= (SSRC) and
/// f= (media parameters).
/// </summary>
public sealed record SdpSession
{
    /// <summary>The media type of the body that carries it: Content-Type APPLICATION/SDP.</summary>
    public const string ContentType = "APPLICATION/SDP";

    /// <summary>o=: the identifier of who made it.</summary>
    public required string Username { get; init; }

    /// <summary>o= and c=: where media are received or sent from.</summary>
    public required string Address { get; init; }

    /// <summary>s=: Play, Playback, Download or Talk.</summary>
    public required string Name { get; init; }

    /// <summary>u=: for recorded media the camera and kind (<c>id:0</c>), or null.</summary>
    public string? Uri { get; init; }

    /// <summary>t=: seconds since 1970 where a recording begins; 0 live.</summary>
    public long Start { get; init; }

    /// <summary>t=: seconds since 1970 where a recording ends; 0 live.</summary>
    public long Stop { get; init; }

    /// <summary>m= and their a=.</summary>
    public IReadOnlyList<SdpMedia> Media { get; init; } = [];

    /// <summary>a= before the first m=.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];

    /// <summary>y=: ten digits, or null; see <see cref="Ssrc"/>.</summary>
    public string? Ssrc { get; init; }

    /// <summary>f=: the media parameters as sent, or null; see <see cref="MediaParameters"/>.</summary>
    public string? Parameters { get; init; }

    /// <summary>
    /// Reads a body of at most 64 KiB; lines may end in LF alone, come in any order, and those not known are stepped over.
    /// <see cref="FrameError.BadHeader"/>: no v=0, o= or s=; <see cref="FrameError.BadField"/>: an o=, c=, t= or m= that is malformed.
    /// </summary>
    public static FrameError TryRead(ReadOnlySpan<byte> body, out SdpSession? session)
    {
        session = null;
        if (body.Length > 64 * 1024)
            return FrameError.TooLong;
        var reader = new SdpReader();
        foreach (var line in ChineseText.Decode(body).AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim("\0 \t");
            if (trimmed.Length >= 2 && trimmed[1] == '=' && !reader.Take(trimmed[0], trimmed[2..].Trim().ToString()))
                return FrameError.BadField;
        }
        session = reader.Done();
        return session is null ? FrameError.BadHeader : FrameError.None;
    }

    /// <summary>The body, in the order of RFC 4566 with y= and f= last.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(ToString());

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        var family = Address.Contains(':', StringComparison.Ordinal) ? "IP6" : "IP4";
        Line(text, 'v', "0");
        Line(text, 'o', $"{Username} 0 0 IN {family} {Address}");
        Line(text, 's', Name);
        if (Uri is not null)
            Line(text, 'u', Uri);
        Line(text, 'c', $"IN {family} {Address}");
        Line(text, 't', string.Create(CultureInfo.InvariantCulture, $"{Start} {Stop}"));
        foreach (var attribute in Attributes)
            Line(text, 'a', attribute);
        foreach (var media in Media)
            WriteMedia(text, media);
        if (Ssrc is not null)
            Line(text, 'y', Ssrc);
        if (Parameters is not null)
            Line(text, 'f', Parameters);
        return text.ToString();
    }

    private static void WriteMedia(StringBuilder text, SdpMedia media)
    {
        Line(text, 'm', string.Create(CultureInfo.InvariantCulture, $"{media.Kind} {media.Port} {media.Protocol} {string.Join(' ', media.Formats)}"));
        foreach (var attribute in media.Attributes)
            Line(text, 'a', attribute);
    }

    private static void Line(StringBuilder text, char letter, string value)
    {
        if (Sip.SipText.BreaksLine(value))
            throw new ArgumentException($"The line {letter}= cannot hold a line break.", nameof(value));
        text.Append(letter).Append('=').Append(value).Append("\r\n");
    }
}

/// <summary>One m= with its attributes.</summary>
/// <param name="Kind">video or audio.</param>
/// <param name="Port">The RTP port; 0 refuses the media.</param>
/// <param name="Protocol">RTP/AVP over UDP, TCP/RTP/AVP over TCP.</param>
/// <param name="Formats">Payload types: 96 PS, 97 MPEG-4, 98 H.264, 99 SVAC, 100 H.265.</param>
public sealed record SdpMedia(string Kind, int Port, string Protocol, IReadOnlyList<string> Formats)
{
    /// <summary>a= lines: recvonly, sendonly, <c>rtpmap:96 PS/90000</c>, <c>setup:passive</c>, <c>downloadspeed:4</c>.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = [];
}
