using System.Text;

namespace SmartCity.Helm.Tests.Rendering;

/// <summary>The chart, rendered without Helm by a reader of the small language its templates keep to.</summary>
internal sealed class Chart
{
    private readonly Dictionary<string, IReadOnlyList<Node>> defined = [];
    private readonly List<(string Name, IReadOnlyList<Node> Body)> templates = [];
    private readonly Dictionary<string, object?> about;

    public Chart(string folder)
    {
        about = (Dictionary<string, object?>)Yaml.Read(File.ReadAllText(Path.Combine(folder, "Chart.yaml")))!;
        // Helpers first; a definition is known to all.
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "templates")).OrderBy(path => path.EndsWith(".tpl", StringComparison.Ordinal) ? 0 : 1).ThenBy(path => path, StringComparer.Ordinal))
            try
            {
                templates.Add((Path.GetFileName(path), TemplateReader.Read(File.ReadAllText(path), defined)));
            }
            catch (InvalidDataException wrong)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}: {wrong.Message}", wrong);
            }
    }

    /// <summary>Every template's text with these values.</summary>
    public IReadOnlyDictionary<string, string> Render(object? values, string release = "hengyang", string space = "smartcity")
    {
        var root = new Dictionary<string, object?>
        {
            ["Values"] = values,
            ["Chart"] = new Dictionary<string, object?> { ["Name"] = about["name"], ["AppVersion"] = about["appVersion"] },
            ["Release"] = new Dictionary<string, object?> { ["Name"] = release, ["Namespace"] = space, ["Service"] = "Helm" },
        };
        return templates.Where(template => !template.Name.EndsWith(".tpl", StringComparison.Ordinal)).ToDictionary(template => template.Name, template => Render(template.Name, template.Body, root));
    }

    private string Render(string name, IReadOnlyList<Node> body, object? root)
    {
        try
        {
            var text = new StringBuilder();
            Render(body, root, new() { ["$"] = root }, text);
            return text.ToString();
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{name}: {wrong.Message}", wrong);
        }
    }

    private void Render(IReadOnlyList<Node> body, object? dot, Dictionary<string, object?> variables, StringBuilder into)
    {
        foreach (var node in body)
            switch (node)
            {
                case TextNode { Text: var text }:
                    into.Append(text);
                    break;
                case OutputNode { Pipeline: var pipeline }:
                    into.Append(Functions.Text(Evaluate(pipeline, dot, variables)));
                    break;
                case AssignNode assign:
                    variables[assign.Variable] = Evaluate(assign.Pipeline, dot, variables);
                    break;
                case IfNode choice:
                    if (choice.Branches.FirstOrDefault(branch => branch.Condition is null || Functions.IsTrue(Evaluate(branch.Condition, dot, variables))) is { Body: { } chosen })
                        Render(chosen, dot, new(variables), into);
                    break;
                case RangeNode range:
                    foreach (var (key, value) in Items(Evaluate(range.Pipeline, dot, variables)))
                    {
                        var inner = new Dictionary<string, object?>(variables) { [range.Value!] = value };
                        if (range.Key is not null)
                            inner[range.Key] = key;
                        Render(range.Body, value, inner, into);
                    }
                    break;
                default:
                    throw new InvalidDataException(node.GetType().Name);
            }
    }

    private static IEnumerable<(object? Key, object? Value)> Items(object? over) => over switch
    {
        null => [],
        List<object?> list => list.Select((item, index) => ((object?)(double)index, item)),
        Dictionary<string, object?> map => map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ((object?)pair.Key, pair.Value)),
        _ => throw new InvalidDataException($"range over {over}"),
    };

    private object? Evaluate(Pipeline pipeline, object? dot, Dictionary<string, object?> variables)
    {
        object? result = null;
        for (var index = 0; index < pipeline.Commands.Count; index++)
        {
            var command = pipeline.Commands[index];
            var arguments = command.Skip(command[0].Kind == "function" ? 1 : 0).Select(term => Value(term, dot, variables)).ToList();
            if (index > 0)
                arguments.Add(result);
            result = command[0].Kind == "function" ? Call(command[0].Text, arguments) : arguments is [var only] ? only : throw new InvalidDataException("Two values stand beside each other.");
        }
        return result;
    }

    private object? Call(string name, List<object?> arguments)
    {
        if (name != "include")
            return Functions.Call(name, arguments);
        var text = new StringBuilder();
        Render(defined.GetValueOrDefault((string)arguments[0]!) ?? throw new InvalidDataException($"Nothing defines {arguments[0]}."), arguments[1], new() { ["$"] = arguments[1] }, text);
        return text.ToString();
    }

    private object? Value(Term term, object? dot, Dictionary<string, object?> variables) => Follow(term.Kind switch
    {
        "literal" => term.Text,
        "number" => double.Parse(term.Text, System.Globalization.CultureInfo.InvariantCulture),
        "dot" => dot,
        "variable" => variables.TryGetValue(term.Text, out var value) ? value : throw new InvalidDataException($"{term.Text} is not set."),
        "inner" => Evaluate(term.Inner!, dot, variables),
        _ => Call(term.Text, []),
    }, term.Path);

    // Helm yields nothing for a key that is not there; a chart with a schema has no such keys, so it is an error here.
    private static object? Follow(object? value, IReadOnlyList<string> path)
    {
        foreach (var name in path)
            value = value is Dictionary<string, object?> map && map.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"There is no {name} in {string.Join('.', path)}.");
        return value;
    }
}
