using System.Text.RegularExpressions;

namespace SmartCity.Contracts.Tests.Federation;

/// <summary>The named examples and the table of limits in docs/protocol/federation.md.</summary>
internal static partial class ProtocolDocument
{
    private static readonly string Text = File.ReadAllText(RepositoryFiles.FederationDocument);

    private static readonly Dictionary<string, string> Blocks = Block().Matches(Text).ToDictionary(match => match.Groups["kind"].Value + " " + match.Groups["name"].Value, match => match.Groups["body"].Value.TrimEnd('\n'));

    public static string Json(string name) => Blocks["json " + name];

    public static string Words(string name) => Blocks["text " + name];

    /// <summary>A block of hexadecimal digits; what follows # in a line is a remark.</summary>
    public static byte[] Hex(string name) => Convert.FromHexString(string.Concat(Blocks["hex " + name].Split('\n').Select(line => line.Split('#')[0].Trim())));

    public static IReadOnlyCollection<string> Names => Blocks.Keys;

    /// <summary>The figure of a row of the table of limits.</summary>
    public static long Limit(string what) => Limits().Matches(Text).Where(match => match.Groups["what"].Value == what).Select(match => long.Parse(match.Groups["figure"].Value)).Single();

    [GeneratedRegex(@"^```(?<kind>\w+) (?<name>[a-z-]+)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| (?<what>[^|]+?) \| (?<figure>\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Limits();
}
