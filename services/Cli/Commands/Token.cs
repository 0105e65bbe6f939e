using System.CommandLine;
using SmartCity.Cli.Reading;

namespace SmartCity.Cli.Commands;

/// <summary>The options by which a command finds a node and who we are.</summary>
internal static class Token
{
    public static readonly Option<string?> Option = new("--token-file") { Description = $"File with a bearer token; default the variable {Bearer.Variable}, then {Bearer.EmbeddedFile}." };

    public static Option<string> Node(string name, string description, string fallback) => new(name) { Description = description, DefaultValueFactory = _ => fallback };

    public static NodeClient Client(this ParseResult line, Option<string> url) => new(line.GetRequiredValue(url), Bearer.Find(line.GetValue(Option)));
}
