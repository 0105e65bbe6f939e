using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// <c>sip:user@host:port;parameters</c> (RFC 3261 19.1). In this standard the user is a 20-digit identifier and the host
/// either its ten-digit domain or an address.
/// </summary>
/// <param name="User">The identifier; empty when the address names only a host.</param>
/// <param name="Host">Domain, host name, IPv4 address, or IPv6 address in brackets.</param>
/// <param name="Port">The port, or null when it is left to the default (5060).</param>
/// <param name="Parameters">What follows, such as <c>;transport=tcp</c>.</param>
public sealed record SipUri(string User, string Host, int? Port, SipParameters Parameters)
{
    /// <summary>An address with no port and no parameters.</summary>
    public SipUri(string user, string host) : this(user, host, null, SipParameters.None) { }

    /// <summary>The scheme: sip, or sips. Default sip.</summary>
    public string Scheme { get; init; } = "sip";

    /// <summary>Reads an address without angle brackets. A password is stepped over, header fields (<c>?…</c>) are dropped.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SipUri? uri)
    {
        uri = null;
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || SchemeOf(text.AsSpan(0, colon)) is not { } scheme)
            return false;
        var question = text.IndexOf('?', StringComparison.Ordinal);
        var rest = question < 0 ? text[(colon + 1)..] : text[(colon + 1)..question];
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? "" : rest[..at].Split(':', 2)[0];
        var semicolon = rest.IndexOf(';', at + 1);
        var parameters = semicolon < 0 ? SipParameters.None : SipParameters.Read(rest[semicolon..]);
        if (!HostPort.TryParse(semicolon < 0 ? rest[(at + 1)..] : rest[(at + 1)..semicolon], out var host, out var port))
            return false;
        uri = new SipUri(user, host, port, parameters) { Scheme = scheme };
        return true;
    }

    /// <summary>As written on the wire.</summary>
    public override string ToString() => $"{Scheme}:{(User.Length == 0 ? "" : User + "@")}{HostPort.Write(Host, Port)}{Parameters}";

    private static string? SchemeOf(ReadOnlySpan<char> text) =>
        text.Equals("sip", StringComparison.OrdinalIgnoreCase) ? "sip"
        : text.Equals("sips", StringComparison.OrdinalIgnoreCase) ? "sips"
        : null;
}

/// <summary>Host and optional port, as in an address and in a Via.</summary>
internal static class HostPort
{
    public static bool TryParse(string text, out string host, out int? port)
    {
        port = null;
        host = text.Trim();
        var bracket = host.LastIndexOf(']');
        var colon = host.LastIndexOf(':');
        if (colon > bracket)
        {
            var number = host.AsSpan(colon + 1).Trim();
            host = host[..colon].Trim();
            // A colon with nothing behind it is met in the field and means no port.
            if (!number.IsEmpty)
            {
                if (!ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                    return false;
                port = value;
            }
        }
        return host.Length > 0 && !host.AsSpan().ContainsAny(" \t<>\"@");
    }

    public static string Write(string host, int? port) => port is null ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
