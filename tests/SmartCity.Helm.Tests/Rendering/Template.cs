using System.Text.RegularExpressions;

namespace SmartCity.Helm.Tests.Rendering;

/// <summary>A piece of a template: text, or something between double braces.</summary>
internal abstract record Node;

internal sealed record TextNode(string Text) : Node;

internal sealed record OutputNode(Pipeline Pipeline) : Node;

internal sealed record AssignNode(string Variable, Pipeline Pipeline) : Node;

internal sealed record IfNode(IReadOnlyList<(Pipeline? Condition, IReadOnlyList<Node> Body)> Branches) : Node;

internal sealed record RangeNode(string? Key, string? Value, Pipeline Pipeline, IReadOnlyList<Node> Body) : Node;

/// <summary>Commands, each with the result of the one before as its last argument.</summary>
internal sealed record Pipeline(IReadOnlyList<IReadOnlyList<Term>> Commands);

/// <summary>A word of a command: a function, a literal, or a value and a path into it.</summary>
internal sealed record Term(string Kind, string Text, Pipeline? Inner, IReadOnlyList<string> Path);

/// <summary>
/// Reads the part of Go's template language that the chart uses: if, else, range, define, variables, pipelines, calls. What it does not know
/// it refuses, so that the chart's language stays small.
/// </summary>
internal sealed partial class TemplateReader
{
    private readonly List<(string? Text, string? Action)> pieces = [];
    private readonly Dictionary<string, IReadOnlyList<Node>> defined;
    private int at;

    private TemplateReader(string text, Dictionary<string, IReadOnlyList<Node>> defined)
    {
        this.defined = defined;
        var last = 0;
        foreach (Match match in Action().Matches(text))
        {
            var before = text[last..match.Index];
            if (pieces.Count > 0 && trim)
                before = before.TrimStart(' ', '\t', '\r', '\n');
            pieces.Add((match.Value.StartsWith("{{- ", StringComparison.Ordinal) ? before.TrimEnd(' ', '\t', '\r', '\n') : before, null));
            if (!match.Groups["inner"].Value.StartsWith("/*", StringComparison.Ordinal))
                pieces.Add((null, match.Groups["inner"].Value.Trim()));
            (trim, last) = (match.Value.EndsWith(" -}}", StringComparison.Ordinal), match.Index + match.Length);
        }
        pieces.Add((trim ? text[last..].TrimStart(' ', '\t', '\r', '\n') : text[last..], null));
        if (pieces.Exists(piece => piece.Text?.Contains("{{", StringComparison.Ordinal) == true || piece.Text?.Contains("}}", StringComparison.Ordinal) == true && piece.Text.Contains("{{", StringComparison.Ordinal)))
            throw new InvalidDataException("There is a {{ that does not end.");
    }

    private bool trim;

    public static IReadOnlyList<Node> Read(string text, Dictionary<string, IReadOnlyList<Node>> defined)
    {
        var reader = new TemplateReader(text, defined);
        var nodes = reader.Body(out var end);
        return end is null ? nodes : throw new InvalidDataException($"{{{{ {end} }}}} belongs to nothing.");
    }

    private List<Node> Body(out string? end)
    {
        var nodes = new List<Node>();
        for (; at < pieces.Count; at++)
        {
            var (text, action) = pieces[at];
            if (text is not null)
                nodes.Add(new TextNode(text));
            else if (action is "end" || action!.StartsWith("else", StringComparison.Ordinal))
            {
                end = action;
                return nodes;
            }
            else if (Statement(action) is { } node)
                nodes.Add(node);
        }
        end = null;
        return nodes;
    }

    private Node? Statement(string action)
    {
        if (action.StartsWith("if ", StringComparison.Ordinal))
            return If(action[3..]);
        if (action.StartsWith("range ", StringComparison.Ordinal))
            return Range(action[6..]);
        if (Define().Match(action) is { Success: true } define)
        {
            defined.Add(define.Groups["name"].Value, Block());
            return null;
        }
        if (Assign().Match(action) is { Success: true } assign)
            return new AssignNode(assign.Groups["name"].Value, Pipelines.Read(assign.Groups["what"].Value));
        if (Word().Match(action).Value is "with" or "template" or "block" or "break" or "continue")
            throw new InvalidDataException($"{{{{ {action} }}}} is more of the language than this chart uses.");
        return new OutputNode(Pipelines.Read(action));
    }

    private IReadOnlyList<Node> Block()
    {
        at++;
        var body = Body(out var end);
        return end == "end" ? body : throw new InvalidDataException($"An end was expected, {end ?? "nothing"} came.");
    }

    private IfNode If(string condition)
    {
        var branches = new List<(Pipeline?, IReadOnlyList<Node>)>();
        var next = (Pipeline?)Pipelines.Read(condition);
        while (true)
        {
            at++;
            var body = Body(out var end);
            branches.Add((next, body));
            if (end == "end")
                return new(branches);
            next = end == "else" ? null : end?.StartsWith("else if ", StringComparison.Ordinal) == true ? Pipelines.Read(end[8..]) : throw new InvalidDataException($"An if ends with {end ?? "nothing"}.");
        }
    }

    private RangeNode Range(string text)
    {
        var match = RangeOver().Match(text);
        return match.Success
            ? new(match.Groups["key"].Success ? match.Groups["key"].Value : null, match.Groups["value"].Value, Pipelines.Read(match.Groups["what"].Value), Block())
            : throw new InvalidDataException($"range {text}: name what is taken: range $one := …");
    }

    [GeneratedRegex(@"\{\{(?:- )?\s*(?<inner>(?:/\*.*?\*/|""(?:[^""\\]|\\.)*""|[^""])*?)\s*(?: -)?\}\}", RegexOptions.Singleline)]
    private static partial Regex Action();

    [GeneratedRegex(@"^define ""(?<name>[^""]+)""$")]
    private static partial Regex Define();

    [GeneratedRegex(@"^(?<name>\$\w+) :?= (?<what>.+)$", RegexOptions.Singleline)]
    private static partial Regex Assign();

    [GeneratedRegex(@"^(?:(?<key>\$\w+), )?(?<value>\$\w+) := (?<what>.+)$", RegexOptions.Singleline)]
    private static partial Regex RangeOver();

    [GeneratedRegex(@"^\w+")]
    private static partial Regex Word();
}
