using System.Text.Json;
using Json.Schema;
using SmartCity.Helm.Tests.Rendering;

namespace SmartCity.Helm.Tests;

/// <summary>Helm refuses wrong values before it renders, by values.schema.json, and names the place.</summary>
public sealed class SchemaTests
{
    private static readonly JsonSchema Schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(Rendered.Folder, "values.schema.json")));

    [Theory, ClassData(typeof(Sites))]
    public void The_values_that_come_with_the_chart_are_right(string site) => Assert.Equal([], Mistakes(Sites.Of(site).Values));

    [Theory]
    [InlineData("county", "node: {id: \"43048\"}", "/node/id")]
    [InlineData("county", "node: {id: 430481}", "/node/id")]
    [InlineData("county", "node: {role: county}", "/node/role")]
    [InlineData("county", "database: {kind: mysql}", "/database/kind")]
    [InlineData("county", "database: {kind: postgresql}", "/node/keysSecret")]
    [InlineData("county", "groups: [{name: node, modules: [], routes: [], replicas: 2, settings: {}, devicePorts: [], dapr: false, resources: {requests: {}, limits: {}}}]", "/groups/0/replicas")]
    [InlineData("county", "telemetry: {sampleRatio: \"2\"}", "/telemetry/sampleRatio")]
    [InlineData("county", "telemetry: {metricsPort: 70000}", "/telemetry/metricsPort")]
    [InlineData("county", "networkPolicy: {egress: [{name: all, part: node, to: [], ports: []}]}", "/networkPolicy/egress/0/to")]
    [InlineData("city", "gateway: {replicas: 0}", "/gateway/replicas")]
    [InlineData("city", "gateway: {keySecret: \"\"}", "/gateway/keySecret")]
    [InlineData("city", "secretSettings: []", "/secretSettings")]
    [InlineData("city", "departments: [{name: x, namespace: Dept_X, create: true, quota: {pods: \"1\"}, limit: {cpu: 1, memory: 1Gi}}]", "/departments/0/namespace")]
    [InlineData("city", "password: secret", "/password")]
    public void A_wrong_value_is_named(string site, string wrong, string place) => Assert.Contains(place, Mistakes(Yaml.Over(Sites.Of(site).Values, Yaml.Read(wrong))));

    [Fact]
    public void Every_value_of_the_chart_is_in_the_schema_and_used_by_a_template()
    {
        var templates = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Rendered.Folder, "templates")).Select(File.ReadAllText));
        var unused = from top in (Dictionary<string, object?>)Yaml.Read(File.ReadAllText(Path.Combine(Rendered.Folder, "values.yaml")))!
                     from path in top.Value is Dictionary<string, object?> inner ? inner.Keys.Select(key => $"{top.Key}.{key}") : [top.Key]
                     where !templates.Contains(".Values." + path, StringComparison.Ordinal)
                     select path;
        Assert.Equal([], unused);
    }

    private static IReadOnlyList<string> Mistakes(object? values)
    {
        var result = Schema.Evaluate(JsonSerializer.SerializeToElement(values), new() { OutputFormat = OutputFormat.List });
        // The list holds also what was looked at to choose between "then" and "else".
        return result.IsValid ? [] : [.. result.Details!.Where(detail => detail.Errors is { Count: > 0 }).Select(detail => detail.InstanceLocation.ToString()).Where(place => place.Length > 0).Distinct()];
    }
}
