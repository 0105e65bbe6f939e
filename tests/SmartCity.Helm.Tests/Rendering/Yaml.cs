using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace SmartCity.Helm.Tests.Rendering;

/// <summary>YAML as plain values: maps, lists, texts, numbers, true and false, nothing. A key that stands twice is an error.</summary>
internal static class Yaml
{
    public static object? Read(string text) => ReadAll(text).FirstOrDefault();

    public static IReadOnlyList<object?> ReadAll(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Value(document.RootNode)).Where(value => value is not null)];
    }

    public static object? Value(YamlNode node) => node switch
    {
        YamlMappingNode map => map.Children.ToDictionary(pair => ((YamlScalarNode)pair.Key).Value!, pair => Value(pair.Value)),
        YamlSequenceNode list => list.Children.Select(Value).ToList(),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode quoted => quoted.Value,
        _ => throw new InvalidDataException($"{node.GetType().Name} at {node.Start}"),
    };

    /// <summary>As Helm's toYaml writes: keys in order, texts in quotes where they would be read as something else.</summary>
    public static string Write(object? value, string indent = "") => value switch
    {
        Dictionary<string, object?> { Count: 0 } => "{}",
        List<object?> { Count: 0 } => "[]",
        Dictionary<string, object?> map => string.Join('\n', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{indent}{Text(pair.Key)}:{Nested(pair.Value, indent)}")),
        List<object?> list => string.Join('\n', list.Select(item => $"{indent}- {Write(item, indent + "  ").TrimStart()}")),
        _ => indent + Scalar(value),
    };

    private static string Nested(object? value, string indent) => value switch
    {
        Dictionary<string, object?> { Count: > 0 } => "\n" + Write(value, indent + "  "),
        List<object?> { Count: > 0 } => "\n" + Write(value, indent),
        _ => " " + Write(value),
    };

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        double number => number.ToString(CultureInfo.InvariantCulture),
        string text => Text(text),
        _ => throw new InvalidDataException($"{value.GetType().Name} is no value of YAML."),
    };

    private static string Text(string text) =>
        text.Length > 0 && Plain(text) is string && text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/') ? text : System.Text.Json.JsonSerializer.Serialize(text);

    private static object? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        // What YAML 1.1 takes for true and false, and Helm's parser with it.
        "yes" or "no" or "on" or "off" or "y" or "n" => throw new InvalidDataException($"'{text}' is read as true or false by some: put it in quotes."),
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !text.StartsWith('+') => number,
        _ => text,
    };

    /// <summary>Values on top of values, as Helm lays files over each other: maps are joined, all else is replaced.</summary>
    public static object? Over(object? below, object? above) => (below, above) switch
    {
        (Dictionary<string, object?> one, Dictionary<string, object?> other) => one.Keys.Union(other.Keys).ToDictionary(key => key, key => other.TryGetValue(key, out var value) ? one.TryGetValue(key, out var old) ? Over(old, value) : value : one[key]),
        _ => above,
    };
}
