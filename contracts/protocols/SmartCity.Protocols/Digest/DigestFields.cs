using System.Text;

namespace SmartCity.Protocols.Digest;

/// <summary>
/// The <c>name=value</c> list of a Digest header (RFC 7235 §2.1). Read leniently: any case, quoted or not, separated by
/// commas or blanks, empty elements. Values are bounded by the header's own bound.
/// </summary>
public static class DigestFields
{
    /// <summary>Longest header value read, in characters.</summary>
    public const int MaxLength = 4096;

    /// <summary>Most fields read of one header.</summary>
    public const int MaxFields = 32;

    private const string Scheme = "Digest";

    internal static DigestError TryRead(string? header, out Dictionary<string, string> fields)
    {
        fields = new(StringComparer.OrdinalIgnoreCase);
        if (header is null) return DigestError.NotDigest;
        if (header.Length > MaxLength) return DigestError.TooLong;
        var rest = header.AsSpan().Trim();
        if (!rest.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return DigestError.NotDigest;
        rest = rest[Scheme.Length..];
        if (rest.Length > 0 && !char.IsWhiteSpace(rest[0])) return DigestError.NotDigest;
        return ReadList(rest, fields);
    }

    private static DigestError ReadList(ReadOnlySpan<char> rest, Dictionary<string, string> fields)
    {
        while (true)
        {
            rest = rest.TrimStart(" \t,;");
            if (rest.IsEmpty) return DigestError.None;
            if (fields.Count == MaxFields) return DigestError.TooLong;
            var equals = rest.IndexOf('=');
            if (equals <= 0) return DigestError.Malformed;
            var name = rest[..equals].TrimEnd(" \t");
            if (name.IsEmpty || name.ContainsAny(" \t\",;")) return DigestError.Malformed;
            rest = rest[(equals + 1)..].TrimStart(" \t");
            if (!TryReadValue(ref rest, out var value)) return DigestError.Malformed;
            if (!fields.TryAdd(name.ToString(), value)) return DigestError.DuplicateField;
        }
    }

    private static bool TryReadValue(ref ReadOnlySpan<char> rest, out string value)
    {
        if (!rest.IsEmpty && rest[0] == '"') return TryReadQuoted(ref rest, out value);
        var end = rest.IndexOfAny(" \t,");
        var token = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];
        value = token.ToString();
        return !HasControl(value);
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> rest, out string value)
    {
        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '"')
            {
                value = text.ToString();
                rest = rest[(i + 1)..];
                return !HasControl(value);
            }
            if (rest[i] == '\\' && i + 1 < rest.Length) i++;
            text.Append(rest[i]);
        }
        value = "";
        return false;
    }

    internal static bool HasControl(string value) => value.AsSpan().ContainsAnyInRange('\0', '\x1f') || value.Contains('\x7f');
}
