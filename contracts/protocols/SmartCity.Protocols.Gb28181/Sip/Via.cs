using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>One Via: over what, from where, and the branch that names the transaction (RFC 3261 20.42, RFC 3581 rport).</summary>
/// <param name="Transport">UDP or TCP, upper case.</param>
/// <param name="Host">The sender's own idea of its address.</param>
/// <param name="Port">Its port, or null for 5060.</param>
/// <param name="Parameters">branch, rport, received.</param>
public sealed record Via(string Transport, string Host, int? Port, SipParameters Parameters)
{
    /// <summary>What a branch of RFC 3261 begins with; older devices send others.</summary>
    public const string MagicCookie = "z9hG4bK";

    /// <summary>The branch, or null when an old device sends none.</summary>
    public string? Branch => Parameters["branch"];

    /// <summary>Host and port as written, which are part of a server transaction's name.</summary>
    public string SentBy => HostPort.Write(Host, Port);

    /// <summary>Reads one Via; a list is first told apart by <see cref="SipHeaders.List"/>.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Via? via)
    {
        via = null;
        if (text is null)
            return false;
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        var front = (semicolon < 0 ? text : text[..semicolon]).Trim();
        var space = front.LastIndexOfAny([' ', '\t']);
        if (space < 0 || TransportOf(front[..space]) is not { } transport)
            return false;
        if (!HostPort.TryParse(front[(space + 1)..], out var host, out var port))
            return false;
        via = new Via(transport, host, port, semicolon < 0 ? SipParameters.None : SipParameters.Read(text[semicolon..]));
        return true;
    }

    /// <summary>
    /// What a server adds on receipt: where the message really came from (RFC 3261 18.2.1; the port only when asked by
    /// rport, RFC 3581).
    /// </summary>
    public Via ReceivedFrom(string address, int port)
    {
        var parameters = Parameters;
        if (!string.Equals(address, Host, StringComparison.OrdinalIgnoreCase) || parameters["rport"] is not null)
            parameters = parameters.With("received", address);
        if (parameters["rport"] is not null)
            parameters = parameters.With("rport", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return this with { Parameters = parameters };
    }

    /// <summary>As written on the wire.</summary>
    public override string ToString() => $"SIP/2.0/{Transport} {SentBy}{Parameters}";

    private static string? TransportOf(string protocol)
    {
        var parts = protocol.Split('/', StringSplitOptions.TrimEntries);
        var sip = parts.Length == 3 && parts[0].Equals("SIP", StringComparison.OrdinalIgnoreCase) && parts[1] == "2.0";
        return sip && parts[2].Length is > 0 and < 16 ? parts[2].ToUpperInvariant() : null;
    }
}
