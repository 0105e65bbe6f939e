using System.Diagnostics.CodeAnalysis;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>
/// The value of From, To or Contact: an optional display name, an address in angle brackets and parameters behind it
/// (RFC 3261 20.10). Addresses without brackets are read; brackets are always written.
/// </summary>
/// <param name="DisplayName">The name in front, without quotes; empty when there is none.</param>
/// <param name="Uri">The address.</param>
/// <param name="Parameters">What follows the bracket: <c>;tag=</c>, <c>;expires=</c>.</param>
public sealed record NameAddress(string DisplayName, SipUri Uri, SipParameters Parameters)
{
    /// <summary>An address without a display name or parameters.</summary>
    public NameAddress(SipUri uri) : this("", uri, SipParameters.None) { }

    /// <summary>The dialogue tag, or null.</summary>
    public string? Tag => Parameters["tag"];

    /// <summary>Reads the value of such a header.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NameAddress? address)
    {
        address = null;
        if (text is null)
            return false;
        var open = OpenBracket(text);
        return open < 0 ? TryParseBare(text, out address) : TryParseBracketed(text, open, out address);
    }

    /// <summary>The same with a tag.</summary>
    public NameAddress WithTag(string tag) => this with { Parameters = Parameters.With("tag", tag) };

    /// <summary>As written on the wire.</summary>
    public override string ToString() => $"{(DisplayName.Length == 0 ? "" : SipText.Quote(DisplayName) + " ")}<{Uri}>{Parameters}";

    private static bool TryParseBracketed(string text, int open, out NameAddress? address)
    {
        address = null;
        var close = text.IndexOf('>', open);
        if (close < 0 || !SipUri.TryParse(text[(open + 1)..close], out var uri))
            return false;
        address = new NameAddress(SipText.Unquote(text[..open].Trim()), uri, SipParameters.Read(text[(close + 1)..]));
        return true;
    }

    /// <summary>Without brackets everything behind the first semicolon belongs to the header, not to the address (RFC 3261 20.10).</summary>
    private static bool TryParseBare(string text, out NameAddress? address)
    {
        address = null;
        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        if (!SipUri.TryParse(semicolon < 0 ? text : text[..semicolon], out var uri))
            return false;
        address = new NameAddress("", uri, semicolon < 0 ? SipParameters.None : SipParameters.Read(text[semicolon..]));
        return true;
    }

    private static int OpenBracket(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] == '<')
                return i;
        }
        return -1;
    }
}
