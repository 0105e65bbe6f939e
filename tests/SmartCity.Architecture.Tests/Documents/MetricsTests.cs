using System.Text.RegularExpressions;

namespace SmartCity.Architecture.Tests;

/// <summary>docs/operations/metrics.md and the instruments in the code say the same.</summary>
public sealed partial class MetricsTests
{
    private const string Path = "docs/operations/metrics.md";

    [Fact]
    public void Every_metric_stands_on_its_page_with_kind_unit_and_words_and_nothing_else_does() =>
        Assert.Equal(Written(Repository.Read(Path)).Order(), Made(Repository.Shipped).Select(metric => metric.Row).Order());

    [Fact]
    public void Metrics_are_named_as_OpenTelemetry_names_them() => Assert.Empty(FindMistakes(Made(Repository.Shipped)));

    [Theory]
    [InlineData("""meter.CreateCounter<long>("smartcity.Log.events", "{event}", "x")""", "lower case")]
    [InlineData("""meter.CreateCounter<long>("smartcity.log.events.total", "{event}", "x")""", "_total")]
    [InlineData("""meter.CreateHistogram("smartcity.log.wait_ms", "ms", "x", advice: A)""", "unit")]
    [InlineData("""Gauge(meter, "smartcity.log.head", "", "x")""", "unit")]
    public void A_metric_named_otherwise_is_noticed(string code, string expected) => Assert.Contains(FindMistakes(Made([new("services/Kernel/X.cs", code)])), mistake => mistake.Contains(expected));

    [Fact]
    public void A_metric_that_is_not_on_the_page_is_noticed() => Assert.DoesNotContain(Assert.Single(Made([new("services/Kernel/X.cs", """Gauge(meter, "smartcity.made.up", "s", "x")""")])).Row, Written(Repository.Read(Path)));

    [Fact]
    public void Attributes_of_metrics_are_no_persons_or_things() => Assert.Empty(
        from source in Repository.Shipped
        where source.Path.EndsWith("Metrics.cs", StringComparison.Ordinal) || source.Path.EndsWith("Figures.cs", StringComparison.Ordinal) || source.Path.EndsWith("Telemetry.cs", StringComparison.Ordinal)
        from Match attribute in Attribute().Matches(source.Code)
        where !Allowed.Contains(attribute.Groups["name"].Value)
        select $"{source.Path}: the attribute {attribute.Groups["name"].Value} is not on the list of those that can be nobody's.");

    private static readonly HashSet<string> Allowed = ["lane", "topic", "type", "subscriber", "loop", "part", "peer", "direction", "state", "problem", "limit", "protocol", "cause", "kind", "smartcity.node", "messaging.batch.message_count"];

    private sealed record Metric(string Name, string Kind, string Unit, string Text)
    {
        public string Row => $"{Name} {Kind} {Unit} {Text}";
    }

    private static IEnumerable<Metric> Made(IEnumerable<Source> sources) => sources.SelectMany(source => Instrument().Matches(source.Code)).Select(match => new Metric(
        match.Groups["name"].Value, match.Groups["kind"].Value is "" or "ObservableGauge" ? "gauge" : match.Groups["kind"].Value.ToLowerInvariant(), match.Groups["unit"].Value, match.Groups["text"].Value)).Distinct();

    private static IEnumerable<string> Written(string document) => Row().Matches(document).Select(row => $"{row.Groups["name"].Value} {row.Groups["kind"].Value} {row.Groups["unit"].Value} {row.Groups["text"].Value}");

    private static IEnumerable<string> FindMistakes(IEnumerable<Metric> metrics)
    {
        foreach (var metric in metrics)
        {
            if (!Regex.IsMatch(metric.Name, @"^smartcity(\.[a-z][a-z_]*)+$"))
                yield return $"{metric.Name}: names are smartcity.thing.what in lower case.";
            if (metric.Name.EndsWith("total", StringComparison.Ordinal) || metric.Name.EndsWith("_ms", StringComparison.Ordinal) || metric.Name.EndsWith("seconds", StringComparison.Ordinal))
                yield return $"{metric.Name}: no _total and no unit in the name; Prometheus text appends both.";
            if (!Regex.IsMatch(metric.Unit, @"^(s|By|1|\{[a-z]+\})$"))
                yield return $"{metric.Name}: the unit '{metric.Unit}' is none of s, By, 1, {{things}}.";
        }
    }

    [GeneratedRegex(@"(?:Create(?<kind>Counter|Histogram|ObservableGauge|UpDownCounter)(?:<\w+>)?\(|\bGauge\(meter, )""(?<name>smartcity[^""]*)"",\s*(?:\(\) => .*?,\s*)?""(?<unit>[^""]*)"",\s*""(?<text>[^""]*)""", RegexOptions.Singleline)]
    private static partial Regex Instrument();

    [GeneratedRegex(@"^\| `(?<name>smartcity[^`]*)` \| (?<kind>\w+)(?: ◷)? \| `(?<unit>[^`]*)` \| [^|]*\| (?<text>[^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"(?:new\(|KeyValuePair<string, object\?>\(|SetTag\()""(?<name>[\w.]+)"",")]
    private static partial Regex Attribute();
}
