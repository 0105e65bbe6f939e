using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>One setting as its options class says it.</summary>
/// <param name="Key"><c>Federation:Heartbeat</c>; a list's items stand under 0.</param>
/// <param name="Type">C# type.</param>
/// <param name="Default">What stands behind the property, empty when nothing does.</param>
/// <param name="Summary">Its documentation.</param>
/// <param name="Checks">Its annotations.</param>
internal sealed record Setting(string Key, string Type, string Default, string Summary, string Checks);

/// <summary>The settings of every program, read from the sources of the options classes.</summary>
internal static partial class SettingsModel
{
    /// <summary>Sections with their settings, by the class whose summary says <c>section</c>.</summary>
    public static IEnumerable<(string Section, string Folder, IReadOnlyList<Setting> Settings)> Read(IReadOnlyList<Source> sources) =>
        from source in sources
        where source.Path.EndsWith("Options.cs", StringComparison.Ordinal)
        from Match root in Root().Matches(source.Text)
        let section = root.Groups["section"].Value
        where !section.Contains(':')
        let folder = string.Join('/', source.Path.Split('/')[..^1].Take(2)) + "/"
        orderby section
        select (section, folder, (IReadOnlyList<Setting>)[.. Of(section, root.Groups["class"].Value, [.. sources.Where(other => Repository.IsIn(other.Path, folder))])]);

    private static IEnumerable<Setting> Of(string section, string name, IReadOnlyList<Source> folder)
    {
        foreach (Match property in Property().Matches(Body(name, folder) ?? ""))
        {
            var (key, type) = ($"{section}:{property.Groups["name"].Value}", property.Groups["type"].Value);
            var item = Regex.Match(type, @"^(IList|IReadOnlyList|List)<(?<item>\w+)>$") is { Success: true } list ? list.Groups["item"].Value : null;
            if (Body(item ?? type.TrimEnd('?'), folder) is not null)
                foreach (var nested in Of(item is null ? key : key + ":0", item ?? type.TrimEnd('?'), folder))
                    yield return nested;
            else
                yield return new(item is null ? key : key + ":0", item ?? type, property.Groups["default"].Value, Plain(property.Groups["summary"].Value), Plain(property.Groups["checks"].Value));
        }
    }

    private static string? Body(string name, IReadOnlyList<Source> folder) => folder
        .Select(source => Regex.Match(source.Text, $@"\b(class|record) {name}\b[^\n]*\n\{{\n(?<body>.*?)\n\}}", RegexOptions.Singleline)).FirstOrDefault(match => match.Success)?.Groups["body"].Value;

    private static string Plain(string text) => Spaces().Replace(Tags().Replace(text.Replace("///", ""), match => match.Groups["code"] is { Success: true } code ? $"`{code.Value}`" : ""), " ").Trim();

    [GeneratedRegex(@"section <c>(?<section>[\w:]+)</c>.*?\bclass (?<class>\w+)", RegexOptions.Singleline)]
    private static partial Regex Root();

    [GeneratedRegex(@"/// <summary>(?<summary>(?:(?!</summary>).)*)</summary>\s*(?<checks>(?:\[[^\n]*\]\s*)*)public (?<type>[\w<>?, ]+) (?<name>\w+) \{ get; (?:set|init); \}(?: = (?<default>[^\n]*);)?", RegexOptions.Singleline)]
    private static partial Regex Property();

    [GeneratedRegex(@"<c>(?<code>.*?)</c>|<see cref=""(?<code>.*?)""/>|<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
