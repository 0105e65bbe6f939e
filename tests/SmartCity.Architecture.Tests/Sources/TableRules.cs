using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>A module's tables are its own: named with its prefix, and named by nobody else.</summary>
internal static partial class TableRules
{
    public static IEnumerable<string> Made(Source source) => Creates().Matches(source.Code).Select(match => match.Groups["name"].Value);

    public static IEnumerable<string> Mapped(Source source) => Maps().Matches(source.Code).Select(match => match.Groups["name"].Value);

    public static IEnumerable<string> FindPrefixMistakes(Source source, string prefix) =>
        from name in Made(source).Concat(Mapped(source)).Distinct()
        where !name.StartsWith(prefix, StringComparison.Ordinal)
        select $"{source.Path}: the table or index {name} does not begin with {prefix}.";

    public static IEnumerable<string> FindForeignTables(Source source, IReadOnlyCollection<string> foreign) =>
        from name in foreign
        where Regex.IsMatch(source.Code, $@"\b{Regex.Escape(name)}\b")
        select $"{source.Path}: {name} belongs to somebody else. Listen to the events of its module and keep a copy.";

    [GeneratedRegex(@"create\s+(unique\s+)?(table|index|view|sequence)\s+(if not exists\s+)?""?(?<name>\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Creates();

    [GeneratedRegex(@"\bTo(Table|View)\(\s*""(?<name>\w+)""")]
    private static partial Regex Maps();
}
