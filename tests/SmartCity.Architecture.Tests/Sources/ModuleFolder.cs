using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>A folder below services/ that holds a module, as its sources say.</summary>
/// <param name="Folder"><c>services/Traffic/</c>.</param>
/// <param name="Name">What <c>IModule.Name</c> returns.</param>
/// <param name="Route">What <c>IModule.Route</c> returns.</param>
/// <param name="Type">The class.</param>
internal sealed partial record ModuleFolder(string Folder, string Name, string Route, string Type)
{
    public static IReadOnlyList<ModuleFolder> All { get; } = [.. Repository.Sources.Where(source => Repository.IsIn(source.Path, "services/") && Class().IsMatch(source.Text)).Select(Read)];

    /// <summary>What its tables begin with.</summary>
    public string Prefix => Route.Replace('-', '_') + "_";

    public static ModuleFolder Read(Source source)
    {
        var constants = Constant().Matches(source.Text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);
        string Value(string property) => Regex.Match(source.Text, $"public string {property} => (?<value>[^;]+);").Groups["value"].Value is var value && value.StartsWith('"') ? value.Trim('"') : constants[value];
        return new(string.Join('/', source.Path.Split('/')[..2]) + "/", Value("Name"), Value("Route"), Class().Match(source.Text).Groups["name"].Value);
    }

    [GeneratedRegex(@"class (?<name>\w+) : I(Page)?Module\b")]
    private static partial Regex Class();

    [GeneratedRegex(@"const string (?<name>\w+) = ""(?<value>[^""]*)""")]
    private static partial Regex Constant();
}
