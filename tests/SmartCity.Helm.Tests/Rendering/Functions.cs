using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Helm.Tests.Rendering;

/// <summary>The functions the chart may use, as Go, Sprig and Helm have them.</summary>
internal static class Functions
{
    public static object? Call(string name, IReadOnlyList<object?> arguments) => (name, arguments) switch
    {
        ("quote", [var value]) => System.Text.Json.JsonSerializer.Serialize(Text(value), Plain),
        ("toYaml", [var value]) => Yaml.Write(value),
        ("nindent", [double spaces, string text]) => "\n" + Indent((int)spaces, text),
        ("default", [var otherwise, var value]) => IsTrue(value) ? value : otherwise,
        ("required", [string what, var value]) => value is null or "" ? throw new InvalidDataException(what) : value,
        ("replace", [string old, string by, string text]) => text.Replace(old, by, StringComparison.Ordinal),
        ("sha256sum", [string text]) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        ("printf", [string format, ..]) => Printf(format, arguments.Skip(1).ToList()),
        ("dict", _) => arguments.Chunk(2).ToDictionary(pair => (string)pair[0]!, pair => pair[1]),
        ("index", [List<object?> list, double position]) => list[(int)position],
        ("eq", [var one, var other]) => Equals(one, other),
        ("not", [var value]) => !IsTrue(value),
        ("and", _) => arguments.FirstOrDefault(value => !IsTrue(value), arguments[^1]),
        ("or", _) => arguments.FirstOrDefault(IsTrue, arguments[^1]),
        _ => throw new InvalidDataException($"{name} with {arguments.Count} arguments ({string.Join(", ", arguments.Select(value => value?.GetType().Name ?? "nothing"))}) is none of the functions this chart uses."),
    };

    public static bool IsTrue(object? value) => value switch
    {
        null or false or "" or 0.0 => false,
        List<object?> list => list.Count > 0,
        Dictionary<string, object?> map => map.Count > 0,
        _ => true,
    };

    /// <summary>As Go prints a value.</summary>
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        // Helm reads numbers as floating point, and prints from a million on as 1e+06.
        double number when Math.Abs(number) >= 1_000_000 => throw new InvalidDataException($"{number} would be printed as 1e+06 and the like: put it in quotes."),
        double number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidDataException("A map or a list is printed: toYaml was meant."),
    };

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Indent(int spaces, string text) => string.Join('\n', text.Split('\n').Select(line => new string(' ', spaces) + line));

    private static string Printf(string format, List<object?> values)
    {
        foreach (var value in values)
            format = format.IndexOf("%s", StringComparison.Ordinal) is >= 0 and var at ? format[..at] + (string)value! + format[(at + 2)..] : throw new InvalidDataException("printf has more values than %s.");
        return format.Contains('%') ? throw new InvalidDataException($"printf: {format}") : format;
    }
}
