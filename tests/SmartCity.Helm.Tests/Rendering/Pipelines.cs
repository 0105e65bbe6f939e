using System.Text.RegularExpressions;

namespace SmartCity.Helm.Tests.Rendering;

/// <summary>Reads pipelines: <c>printf "%s" .Values.x | quote</c>.</summary>
internal static partial class Pipelines
{
    public static Pipeline Read(string text)
    {
        var words = Words().Matches(text).Select(match => match.Value).Where(word => !string.IsNullOrWhiteSpace(word)).ToList();
        if (string.Concat(words).Length != Regex.Replace(text, @"\s(?=(?:[^""]*""[^""]*"")*[^""]*$)", "").Length)
            throw new InvalidDataException($"{{{{ {text} }}}} cannot be read.");
        var at = 0;
        var pipeline = Read(words, ref at);
        return at == words.Count ? pipeline : throw new InvalidDataException($"{{{{ {text} }}}} has a bracket too many.");
    }

    private static Pipeline Read(List<string> words, ref int at)
    {
        var commands = new List<IReadOnlyList<Term>>();
        var command = new List<Term>();
        for (; at < words.Count && words[at] != ")"; at++)
            if (words[at] == "|")
            {
                commands.Add(command);
                command = [];
            }
            else
                command.Add(Term(words, ref at));
        commands.Add(command);
        return new(commands);
    }

    private static Term Term(List<string> words, ref int at)
    {
        var word = words[at];
        if (word == "(")
        {
            at++;
            var inner = Read(words, ref at);
            var path = at + 1 < words.Count && words[at + 1].StartsWith('.') && words[at + 1].Length > 1 && words[at + 1][^1] != ' ' ? words[++at] : "";
            return new("inner", "", inner, Split(path));
        }
        if (word.StartsWith('"'))
            return new("literal", System.Text.Json.JsonSerializer.Deserialize<string>(word)!, null, []);
        if (char.IsDigit(word[0]))
            return new("number", word, null, []);
        if (word.StartsWith('.'))
            return new("dot", "", null, Split(word));
        if (word.StartsWith('$'))
            return new("variable", word.Split('.')[0], null, Split(word.Contains('.') ? word[word.IndexOf('.')..] : ""));
        return new("function", word, null, []);
    }

    private static string[] Split(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|\(|\)|\||\$?[\w.]*\w|\$|\.|\s+")]
    private static partial Regex Words();
}
