using System.Buffers;

namespace SmartCity.Protocols.Gb28181.Sip;

/// <summary>The small grammar every header shares: splitting outside quotes and angle brackets, and quoting.</summary>
internal static class SipText
{
    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\r\n\0");

    /// <summary>Splits at a separator that stands outside "quotes" and outside &lt;angle brackets&gt;; parts are trimmed, empty ones left out.</summary>
    public static IEnumerable<string> Split(string text, char separator)
    {
        var start = 0;
        var quoted = false;
        var angled = false;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == separator && !quoted && !angled))
            {
                var part = text.AsSpan(start, i - start).Trim();
                start = i + 1;
                if (!part.IsEmpty)
                    yield return part.ToString();
            }
            else if (text[i] == '\\' && quoted)
                i = Math.Min(i + 1, text.Length - 1);
            else if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted)
                angled = text[i] == '<' || (angled && text[i] != '>');
        }
    }

    /// <summary>Takes quotes and escapes off; text without quotes is returned as it is.</summary>
    public static string Unquote(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return text;
        var inner = text[1..^1];
        return inner.Contains('\\', StringComparison.Ordinal) ? RemoveEscapes(inner) : inner;
    }

    /// <summary>Puts quotes round a text.</summary>
    public static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>Whether a text would break out of its line if it were written.</summary>
    public static bool BreaksLine(string text) => text.AsSpan().ContainsAny(LineBreaks);

    private static string RemoveEscapes(string text)
    {
        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            kept.Append(text[i]);
        }
        return kept.ToString();
    }
}
