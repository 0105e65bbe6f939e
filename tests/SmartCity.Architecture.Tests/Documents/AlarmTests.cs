using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Kernel.Health;
using SmartCity.TestKit;

namespace SmartCity.Architecture.Tests;

/// <summary>docs/operations/alarms.md says of everything that can alarm what it means and what to do.</summary>
public sealed partial class AlarmTests
{
    private static readonly string Document = Repository.Read("docs/operations/alarms.md");

    [Fact]
    public async Task Every_health_entry_of_a_node_with_all_modules_has_its_row()
    {
        await using var node = await TestNode.StartAsync("430481", BuiltModules.All);
        var health = node.Services.GetRequiredService<NodeHealth>();
        await Eventually.True("the loops run", () => Task.FromResult(health.Entries.Count > 10));

        Assert.Equal([], FindUnwritten(Document, health.Entries.Select(entry => entry.Name).Concat(Reported(Repository.Shipped))));
    }

    [Fact]
    public void Every_problem_that_can_be_answered_has_its_row() =>
        Assert.Equal([], Problems(Repository.Shipped).Where(name => !Document.Contains($"`{name}`")).Order());

    [Fact]
    public void Every_metric_that_a_rule_names_is_measured()
    {
        var measured = Repository.Shipped.SelectMany(source => Metric().Matches(source.Code)).Select(match => match.Groups["name"].Value.Replace('.', '_')).ToHashSet();
        Assert.NotEmpty(measured);
        Assert.Equal([], Named().Matches(Document).Select(match => Regex.Replace(match.Value, "_(total|seconds|bytes)(_bucket|_count)?$", "")).Distinct().Where(name => !measured.Contains(name)));
    }

    [Fact]
    public void An_entry_or_problem_without_a_row_is_noticed()
    {
        Assert.Single(FindUnwritten("| `loop disk` | a | b |\n| `log <lane>` | a | b |", ["loop disk", "log Bulk", "loop made up"]));
        Assert.Equal(["made-up"], Problems([new("services/X/X.cs", "return Problems.Conflict(\"made-up\", \"x\");")]));
        Assert.Equal(["link x", "gap x x"], Reported([new("services/X/X.cs", "health.Report(\"link \" + peer, x); health.Report($\"gap {name} {lane}\", y);")]));
    }

    [Fact]
    public void Problems_are_found_where_there_are_some() => Assert.Superset(new HashSet<string> { "storage-full", "case-state", "limit-reached", "token-time", "superseded", "not-home", "station-timeout" }, Problems(Repository.Shipped).ToHashSet());

    private static IEnumerable<string> FindUnwritten(string document, IEnumerable<string> entries)
    {
        var rows = Entry().Matches(document).Select(row => new Regex("^" + Regex.Replace(Regex.Escape(row.Groups["name"].Value), "<[^>]*>", ".+") + "$")).ToList();
        return entries.Where(entry => !rows.Exists(row => row.IsMatch(entry))).Select(entry => $"docs/operations/alarms.md has no row for the health entry {entry}.");
    }

    // Entries that a node without trouble does not show: as the code reports them, with what varies left open.
    private static IEnumerable<string> Reported(IEnumerable<Source> sources) => sources.SelectMany(source => Report().Matches(source.Code))
        .Select(match => Regex.Replace(match.Groups["name"].Value, @"\{\w+\}", "x") + (match.Groups["more"].Success ? "x" : ""));

    private static IEnumerable<string> Problems(IEnumerable<Source> sources) => sources
        .SelectMany(source => Made().Matches(source.Code).Concat(source.Path.EndsWith("Security/Tokens.cs", StringComparison.Ordinal) || source.Path.EndsWith("TokenRefusals.cs", StringComparison.Ordinal) ? Constant().Matches(source.Code) : []))
        .Select(match => match.Groups["name"].Value).Distinct().Except(["smart-hengyang"]);

    [GeneratedRegex(@"(?:Problems\.Problem\((?:\d+|StatusCodes\.\w+), |Problems\.Conflict\(|new Refusal\((?:StatusCodes\.\w+, )?|new(?:<object>)?\(null, \d+, |\((?:large|bad)\.StatusCode, |\(StatusCodes\.\w+, |StatusCodes\.\w+ => )""(?<name>[a-z]+(-[a-z]+)*)""|(?:Wrong\(|Because\(|return new\(|null => new\(|\} => new\()""(?<name>[a-z]+(-[a-z]+)+)""")]
    private static partial Regex Made();

    [GeneratedRegex(@"const string \w+ = ""(?<name>[a-z]+(-[a-z]+)+)""")]
    private static partial Regex Constant();

    [GeneratedRegex(@"health\.Report\(\$?""(?<name>[^""]*)""(?<more> \+)?")]
    private static partial Regex Report();

    [GeneratedRegex(@"^\| `(?<name>(disk|log|gap|checkpoint|link|loop|bus|[a-z]+ )[^`]*|disk)` \|", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"""(?<name>smartcity\.[a-z_.]+)""")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\bsmartcity_\w+")]
    private static partial Regex Named();
}
