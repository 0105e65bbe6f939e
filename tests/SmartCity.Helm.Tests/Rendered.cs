using k8s;
using k8s.Models;
using SmartCity.Architecture.Tests;
using SmartCity.Contracts.Security;
using SmartCity.Helm.Tests.Rendering;

namespace SmartCity.Helm.Tests;

/// <summary>The chart with one site's values, as the objects a cluster would be given.</summary>
internal sealed class Rendered
{
    public const string Release = "hengyang";
    public static readonly string Folder = Path.Combine(Repository.Root, "helm");
    private static readonly string Key = SigningKey.Create().Public.ToJwk();

    private Rendered(object values)
    {
        Values = values;
        Texts = new Chart(Folder).Render(values);
        // Strict: a field that the API does not have, or one that stands twice, is an error.
        Objects = [.. Texts.Where(text => !text.Key.EndsWith(".txt", StringComparison.Ordinal)).SelectMany(text => Load(text.Key, text.Value))];
    }

    public object Values { get; }

    public IReadOnlyDictionary<string, string> Texts { get; }

    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public IEnumerable<V1Deployment> Deployments => Objects.OfType<V1Deployment>();

    public IEnumerable<V1Deployment> Nodes => Deployments.Where(deployment => deployment.Spec.Template.Metadata.Labels["smartcity/part"] == "node");

    public IEnumerable<V1NetworkPolicy> Policies => Objects.OfType<V1NetworkPolicy>();

    public static Rendered City { get; } = Of("values-city.yaml", $$"""
        node: {keysSecret: city-keys}
        issuers:
          - {name: gateway-430400, key: '{{Key}}', rights: [], longestLifetime: "00:05:00"}
        gateway: {keySecret: gateway-key, directoryKey: '{{Key}}'}
        """);

    public static Rendered County { get; } = Of("values-county.yaml", "");

    /// <summary>A city that uses all the chart can do.</summary>
    public static Rendered Everything { get; } = Of("values-city.yaml", $$"""
        image: {registry: images.example.org/hengyang, tag: "1.2.3", pullSecrets: [images]}
        node:
          keysSecret: city-keys
          files: [city-files]
          settings: {"CityManagement:Grids": /etc/smartcity/city-files/grids.geojson, "Log:KeepDays": "900"}
        secretSettings:
          - {setting: "Node:Database", secret: city-database, key: connection-string}
          - {setting: OTEL_EXPORTER_OTLP_HEADERS, secret: collector, key: headers}
        issuers:
          - {name: gateway-430400, key: '{{Key}}', rights: ["*:*:*"], longestLifetime: "00:05:00"}
        gateway:
          keySecret: gateway-key
          directoryKey: '{{Key}}'
          operators:
            - {name: city, key: '{{Key}}', rights: ["environment:read:430400"], longestLifetime: "08:00:00"}
          settings: {"Gateway:Limits:Connections": "5000"}
          ingress: {enabled: true, className: nginx, host: hub.example.org, tlsSecret: hub-certificate, annotations: {example.org/rate: "10"} }
        telemetry: {otlpEndpoint: "http://collector.monitoring:4318", otlpProtocol: http/protobuf, sampleRatio: "0.1"}
        groups:
          - name: links
            modules: [Federation, CommandCentre]
            routes: [federation]
            replicas: 2
            settings: {}
            devicePorts: []
            dapr: true
            resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 2Gi} }
        dapr: {enabled: true, appId: hengyang}
        """);

    public static Rendered Of(string file, string more) => new(Values_(file, more));

    /// <summary>What Helm would merge: the chart's defaults, the file, and the site's own.</summary>
    public static object Values_(string file, string more) =>
        Yaml.Over(Yaml.Over(Yaml.Read(File.ReadAllText(Path.Combine(Folder, "values.yaml"))), Yaml.Read(File.ReadAllText(Path.Combine(Folder, file)))), more.Length == 0 ? new Dictionary<string, object?>() : Yaml.Read(more))!;

    public T One<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => Assert.Single(Objects.OfType<T>(), found => found.Metadata.Name == name);

    private static IEnumerable<IKubernetesObject<V1ObjectMeta>> Load(string template, string text)
    {
        try
        {
            return [.. KubernetesYaml.LoadAllFromString(text, strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()];
        }
        catch (Exception exception) when (exception is YamlDotNet.Core.YamlException or InvalidCastException or KeyNotFoundException)
        {
            throw new InvalidDataException($"{template} is not what a cluster takes: {exception.Message} {exception.InnerException?.Message}\n{text}", exception);
        }
    }
}

/// <summary>Kinds of sites, for theories.</summary>
public sealed class Sites : TheoryData<string>
{
    public Sites() => AddRange("city", "county", "everything");

    internal static Rendered Of(string name) => name switch { "city" => Rendered.City, "county" => Rendered.County, _ => Rendered.Everything };
}
