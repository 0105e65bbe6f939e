using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace SmartCity.Gateway.Access;

/// <summary>What may be written down of a request's target: the path, and of the query the names and only such values as can be no secret and nobody's data.</summary>
internal static class LoggedTarget
{
    private const int Longest = 512;
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "after", "before", "from", "to", "limit", "wait", "lane", "version" };

    public static string Of(HttpRequest request)
    {
        var path = request.Path.ToUriComponent();
        if (!request.QueryString.HasValue)
            return Plain(path, Longest);
        var text = new StringBuilder(path).Append('?');
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value!))
        {
            var name = pair.DecodeName().ToString();
            text.Append(text[^1] == '?' ? "" : "&").Append(name).Append('=').Append(Harmless.Contains(name) ? pair.EncodedValue.Span : "…");
        }
        return Plain(text.ToString(), Longest);
    }

    /// <summary>Without anything that could break or forge a line, and not longer than this.</summary>
    public static string Plain(string text, int longest)
    {
        var cut = text.Length > longest ? text[..longest] + "…" : text;
        return cut.Any(Breaks) ? new string([.. cut.Select(letter => Breaks(letter) ? '_' : letter)]) : cut;
    }

    private static bool Breaks(char letter) => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '\u2028' or '\u2029';
}
