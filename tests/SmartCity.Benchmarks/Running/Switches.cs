using System.Globalization;

namespace SmartCity.Benchmarks.Running;

/// <summary>What was said behind a benchmark's name: <c>--events 200000 --city postgres</c>.</summary>
internal sealed class Switches(IReadOnlyList<string> given)
{
    /// <summary>The number behind a name, or what holds without.</summary>
    public int Number(string name, int otherwise) => Text(name) is { } text ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The text behind a name; null when it was not said.</summary>
    public string? Text(string name)
    {
        var at = given.ToList().IndexOf("--" + name);
        return at >= 0 && at + 1 < given.Count ? given[at + 1] : null;
    }

    /// <summary>As it was said.</summary>
    public override string ToString() => string.Concat(given.Select(word => " " + word));
}
