using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The first line: <c>METHOD address SIP/2.0</c> or <c>SIP/2.0 status words</c> (RFC 3261 7.1, 7.2).</summary>
internal static class SipStartLine
{
    private const string Version = "SIP/2.0";

    public static SipMessage? Parse(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        return line.StartsWith(Version, StringComparison.OrdinalIgnoreCase) ? Response(line) : Request(line);
    }

    private static SipResponse? Response(ReadOnlySpan<char> line)
    {
        var rest = line[Version.Length..].Trim();
        if (rest.Length < 3 || !int.TryParse(rest[..3], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            return null;
        var whole = status is >= 100 and <= 699 && (rest.Length == 3 || rest[3] == ' ');
        return whole ? new SipResponse(status, rest[3..].Trim().ToString()) : null;
    }

    private static SipRequest? Request(ReadOnlySpan<char> line)
    {
        var first = line.IndexOf(' ');
        var last = line.LastIndexOf(' ');
        if (first <= 0 || last <= first || !line[(last + 1)..].Equals(Version, StringComparison.OrdinalIgnoreCase))
            return null;
        var uri = line[(first + 1)..last].Trim();
        return uri.IsEmpty || uri.Contains(' ') ? null : new SipRequest(line[..first].ToString(), uri.ToString());
    }
}
