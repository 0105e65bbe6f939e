using k8s.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Architecture.Tests;
using SmartCity.Gateway;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Modules;

namespace SmartCity.Helm.Tests;

/// <summary>What the chart sets is what the programs of this build understand: known by name, and taken by the real programs.</summary>
public sealed class SettingsTests
{
    private static readonly string[] NotOurs = ["ASPNETCORE_URLS", "TMPDIR", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    private static readonly IReadOnlyDictionary<string, Setting> Known = SettingsModel.Read(Repository.Sources).SelectMany(section => section.Settings).ToDictionary(setting => setting.Key);

    [Theory, ClassData(typeof(Sites))]
    public void Every_setting_in_the_chart_is_one_of_this_build(string site)
    {
        var rendered = Sites.Of(site);
        var names = rendered.Objects.OfType<V1ConfigMap>().SelectMany(map => map.Data.Keys)
            .Concat(rendered.Deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers).SelectMany(container => container.Env).Select(variable => variable.Name)).Distinct().Except(NotOurs);

        Assert.Equal([], names.Where(name => !IsKnown(name.Replace("__", ":"))));
    }

    [Fact]
    public void A_setting_that_does_not_exist_is_noticed()
    {
        Assert.True(IsKnown("Node:Divisions:3") && IsKnown("Rights:Issuers:1:Key") && IsKnown("Gateway:Modules:city-management") && IsKnown("Gateway:Limits:Connections"));
        Assert.False(IsKnown("Node:Role") || IsKnown("Node:Divisions") || IsKnown("Gateway:Modules") || IsKnown("Rights:Issuers:0:Secret"));
    }

    [Fact]
    public async Task The_real_node_starts_with_a_countys_settings_and_answers_its_probes()
    {
        using var folder = new Folder();
        var node = Assert.Single(Rendered.County.Nodes);
        await using var app = NodeHost.Build([], Modules, builder => Configure(builder, Rendered.County, node, folder.Path));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };

        await Assert.AllAsync(Probes(node), async path => Assert.Equal(200, (int)(await http.GetAsync(path)).StatusCode));
        Assert.Contains("430481", File.ReadAllText(Path.Combine(Repository.Root, "helm", "values-county.yaml")));
        Assert.True(File.Exists(Path.Combine(folder.Path, "node.db")));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_real_gateway_takes_a_citys_settings_and_has_its_probes()
    {
        using var folder = new Folder();
        var gateway = Rendered.Everything.One<V1Deployment>("hengyang-gateway");
        await using var app = GatewayHost.Build([], builder => Configure(builder, Rendered.Everything, gateway, folder.Path));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var paths = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).ToList();
        Assert.All(Probes(gateway), path => Assert.Contains(path, paths));
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Probes(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers.SelectMany(container => (V1Probe[])[container.StartupProbe, container.ReadinessProbe, container.LivenessProbe]).Select(probe => probe.HttpGet.Path).Distinct();

    // As the kubelet would set the environment; only where it listens and keeps its data is this machine's.
    private static void Configure(WebApplicationBuilder builder, Rendered rendered, V1Deployment deployment, string folder)
    {
        var container = deployment.Spec.Template.Spec.Containers[0];
        var settings = rendered.One<V1ConfigMap>(container.EnvFrom[0].ConfigMapRef.Name).Data.Concat(container.Env.Where(variable => variable.Value is not null).Select(variable => new KeyValuePair<string, string>(variable.Name, variable.Value)))
            .ToDictionary(setting => setting.Key.Replace("__", ":"), setting => (string?)setting.Value);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["Node:Data"] = folder, ["Gateway:Data"] = folder, ["EnvironmentMonitoring:Hj212Port"] = "0", ["Disk:ReserveBytes"] = "0",
            ["Telemetry:MetricsPort"] = "0", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "", ["Gateway:Destination"] = "http://127.0.0.1:9",
        });
    }

    private static IReadOnlyList<IModule> Modules => (IReadOnlyList<IModule>)System.Reflection.Assembly.Load("SmartCity.Node").GetType("SmartCity.Node.Modules", throwOnError: true)!.GetProperty("All")!.GetValue(null)!;

    private static bool IsKnown(string name)
    {
        var listed = System.Text.RegularExpressions.Regex.Replace(name, @":\d+(?=:|$)", ":0");
        return Known.ContainsKey(listed) && !Known[listed].Type.StartsWith("IDictionary", StringComparison.Ordinal)
            || listed.LastIndexOf(':') is > 0 and var last && Known.TryGetValue(listed[..last], out var map) && map.Type.StartsWith("IDictionary", StringComparison.Ordinal);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("smartcity-test-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
