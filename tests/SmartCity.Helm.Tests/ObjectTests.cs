using System.Text.RegularExpressions;
using k8s.Models;

namespace SmartCity.Helm.Tests;

/// <summary>Every rendered object is one that the Kubernetes API has, and they hang together.</summary>
public sealed class ObjectTests
{
    [Theory, ClassData(typeof(Sites))]
    public void Every_object_is_named_as_a_cluster_allows_and_stands_once(string site)
    {
        var objects = Sites.Of(site).Objects;

        Assert.True(objects.Count > 8);
        Assert.All(objects, found => Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", found.Metadata.Name));
        Assert.All(objects, found => Assert.True(found.Metadata.Name.Length <= 63));
        Assert.Distinct(objects.Select(found => (found.ApiVersion, found.Kind, found.Metadata.NamespaceProperty, found.Metadata.Name)));
        Assert.All(objects.SelectMany(found => found.Metadata.Labels ?? new Dictionary<string, string>()), label => Assert.Matches("^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$", label.Value));
    }

    [Theory, ClassData(typeof(Sites))]
    public void Every_selector_finds_the_pods_it_means(string site)
    {
        var rendered = Sites.Of(site);
        Assert.All(rendered.Deployments, deployment => Assert.True(Selects(deployment.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels)));
        Assert.All(rendered.Objects.OfType<V1Service>(), service => Assert.Single(Pods(rendered, service.Spec.Selector)));
        Assert.All(rendered.Objects.OfType<V1PodDisruptionBudget>(), budget => Assert.Single(Pods(rendered, budget.Spec.Selector.MatchLabels)));
        Assert.All(rendered.Policies.Where(policy => policy.Spec.PodSelector.MatchLabels is { Count: > 0 }), policy => Assert.NotEmpty(Pods(rendered, policy.Spec.PodSelector.MatchLabels)));
        Assert.All(rendered.Deployments, deployment => Assert.Single(rendered.Objects.OfType<V1PodDisruptionBudget>(), budget => Selects(budget.Spec.Selector.MatchLabels, deployment.Spec.Template.Metadata.Labels)));
        // No two Deployments claim the same pods.
        Assert.All(rendered.Deployments, deployment => Assert.Single(Pods(rendered, deployment.Spec.Selector.MatchLabels)));
    }

    [Theory, ClassData(typeof(Sites))]
    public void Every_port_that_is_named_is_one_that_a_container_has(string site)
    {
        var rendered = Sites.Of(site);
        foreach (var service in rendered.Objects.OfType<V1Service>())
            Assert.All(service.Spec.Ports, port => Assert.Contains(port.TargetPort.Value, PortNames(Pods(rendered, service.Spec.Selector).Single())));
        foreach (var policy in rendered.Policies.Where(policy => policy.Metadata.NamespaceProperty is null))
            foreach (var port in (policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports ?? []))
                Assert.All(Pods(rendered, policy.Spec.PodSelector.MatchLabels ?? new Dictionary<string, string>()), pod => Assert.Contains(port.Port.Value, PortNames(pod)));
        foreach (var container in rendered.Deployments.SelectMany(deployment => deployment.Spec.Template.Spec.Containers))
        {
            Assert.All((V1Probe[])[container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], probe => Assert.Contains(container.Ports, port => port.Name == probe.HttpGet.Port.Value));
            Assert.Distinct(container.Ports.Select(port => port.ContainerPort));
            Assert.All(container.Ports, port => Assert.True(port.Name.Length <= 15));
        }
    }

    [Theory, ClassData(typeof(Sites))]
    public void Every_reference_to_settings_volumes_and_accounts_resolves_and_secrets_are_only_named(string site)
    {
        var rendered = Sites.Of(site);
        var maps = rendered.Objects.OfType<V1ConfigMap>().Select(map => map.Metadata.Name).ToHashSet();
        var claims = rendered.Objects.OfType<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name).ToHashSet();
        Assert.Empty(rendered.Objects.OfType<V1Secret>());
        foreach (var pod in rendered.Deployments.Select(deployment => deployment.Spec.Template.Spec))
        {
            var container = Assert.Single(pod.Containers);
            Assert.All(container.EnvFrom, source => Assert.Contains(source.ConfigMapRef.Name, maps));
            Assert.All(container.VolumeMounts, mount => Assert.Contains(pod.Volumes, volume => volume.Name == mount.Name));
            Assert.All(pod.Volumes, volume => Assert.Contains(container.VolumeMounts, mount => mount.Name == volume.Name));
            Assert.All(pod.Volumes.Where(volume => volume.PersistentVolumeClaim is not null), volume => Assert.Contains(volume.PersistentVolumeClaim.ClaimName, claims));
            Assert.Distinct(container.Env.Select(variable => variable.Name));
            Assert.NotNull(rendered.One<V1ServiceAccount>(pod.ServiceAccountName));
        }
        // What is secret comes from secrets: no value has the form of a key or of a connection string with a password.
        Assert.DoesNotContain(rendered.Texts.Values, text => Regex.IsMatch(text, @"PRIVATE KEY|[Pp]assword\s*=|""d"":"));
    }

    [Fact]
    public void An_object_with_a_field_that_the_API_does_not_have_is_noticed() =>
        Assert.ThrowsAny<Exception>(() => k8s.KubernetesYaml.LoadAllFromString("apiVersion: v1\nkind: Service\nmetadata:\n  name: x\nspec:\n  selectors: {a: b}\n", strict: true));

    internal static IEnumerable<V1Deployment> Pods(Rendered rendered, IDictionary<string, string> selector) => rendered.Deployments.Where(deployment => Selects(selector, deployment.Spec.Template.Metadata.Labels));

    private static bool Selects(IDictionary<string, string> selector, IDictionary<string, string> labels) => selector.All(wanted => labels.TryGetValue(wanted.Key, out var found) && found == wanted.Value);

    private static IEnumerable<string> PortNames(V1Deployment deployment) => deployment.Spec.Template.Spec.Containers.SelectMany(container => container.Ports).Select(port => port.Name);
}
