using k8s.Models;
using SmartCity.Architecture.Tests;
using SmartCity.Kernel.Modules;

namespace SmartCity.Helm.Tests;

/// <summary>What we hold to in a cluster: nobody is root, nothing is open that is not named, a SQLite node is one process.</summary>
public sealed class RuleTests
{
    private static IReadOnlyList<IModule> Modules => (IReadOnlyList<IModule>)System.Reflection.Assembly.Load("SmartCity.Node").GetType("SmartCity.Node.Modules", throwOnError: true)!.GetProperty("All")!.GetValue(null)!;

    [Theory, ClassData(typeof(Sites))]
    public void No_container_may_more_than_it_needs(string site)
    {
        Assert.All(Sites.Of(site).Deployments.Select(deployment => deployment.Spec.Template.Spec), pod =>
        {
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.False(pod.EnableServiceLinks);
            Assert.Null(pod.HostNetwork);
            Assert.Equal((true, 1654L, "RuntimeDefault"), (pod.SecurityContext.RunAsNonRoot, pod.SecurityContext.RunAsUser, pod.SecurityContext.SeccompProfile.Type));
            Assert.All(pod.Volumes, volume => Assert.True(volume.HostPath is null && (volume.EmptyDir ?? (object?)volume.Secret ?? volume.ConfigMap ?? (object?)volume.PersistentVolumeClaim) is not null));
            Assert.All(pod.Containers, container =>
            {
                Assert.Equal((true, false), (container.SecurityContext.ReadOnlyRootFilesystem, container.SecurityContext.AllowPrivilegeEscalation));
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                Assert.Equal(["data", "tmp"], container.VolumeMounts.Where(mount => mount.ReadOnlyProperty != true).Select(mount => mount.Name).Order());
                Assert.True(container.Resources.Requests.ContainsKey("cpu") && container.Resources.Requests.ContainsKey("memory") && container.Resources.Limits.ContainsKey("memory"));
            });
        });
    }

    [Fact]
    public void A_node_on_SQLite_is_one_pod_that_ends_before_the_next_begins_and_keeps_its_volume()
    {
        var node = Assert.Single(Rendered.County.Nodes);

        Assert.Equal((1, "Recreate"), (node.Spec.Replicas, node.Spec.Strategy.Type));
        Assert.Null(node.Spec.Strategy.RollingUpdate);
        var claim = Assert.Single(Rendered.County.Objects.OfType<V1PersistentVolumeClaim>());
        Assert.Equal(("keep", "ReadWriteOnce"), (claim.Metadata.Annotations["helm.sh/resource-policy"], Assert.Single(claim.Spec.AccessModes)));
        Assert.Contains(node.Spec.Template.Spec.Volumes, volume => volume.PersistentVolumeClaim?.ClaimName == claim.Metadata.Name);
    }

    [Fact]
    public void A_node_on_PostgreSQL_rolls_and_every_replica_has_the_same_keys()
    {
        Assert.All(Rendered.City.Nodes, node =>
        {
            Assert.Equal("RollingUpdate", node.Spec.Strategy.Type);
            Assert.Equal(2, node.Spec.Template.Spec.Containers[0].VolumeMounts.Count(mount => mount.Name == "keys" && mount.ReadOnlyProperty == true));
        });
        Assert.Contains(Rendered.City.Nodes, node => node.Spec.Replicas > 1);
        Assert.Empty(Rendered.City.Objects.OfType<V1PersistentVolumeClaim>());
    }

    [Theory, ClassData(typeof(Sites))]
    public void Nothing_comes_in_or_goes_out_that_is_not_named(string site)
    {
        var rendered = Sites.Of(site);
        var deny = rendered.One<V1NetworkPolicy>("hengyang-deny");

        Assert.True(deny.Spec.PodSelector.MatchLabels is null or { Count: 0 });
        Assert.Equal(["Egress", "Ingress"], deny.Spec.PolicyTypes.Order());
        Assert.True(deny.Spec.Ingress is null or { Count: 0 } && deny.Spec.Egress is null or { Count: 0 });
        // A rule without peers or without ports would mean everybody and everything.
        Assert.All(rendered.Policies.SelectMany(policy => policy.Spec.Ingress ?? []), rule => Assert.NotEmpty(rule.FromProperty));
        Assert.All(rendered.Policies.SelectMany(policy => policy.Spec.Egress ?? []), rule => Assert.NotEmpty(rule.To));
        Assert.All(rendered.Policies.Where(policy => policy.Metadata.NamespaceProperty is null).SelectMany(policy => policy.Spec.Ingress ?? []), rule => Assert.NotEmpty(rule.Ports));
        Assert.DoesNotContain(rendered.Policies.SelectMany(policy => policy.Spec.Ingress ?? []).SelectMany(rule => rule.FromProperty), peer => peer.IpBlock?.Cidr is "0.0.0.0/0" or "::/0");
    }

    [Fact]
    public void A_citys_node_is_reached_through_the_gateway_alone()
    {
        var into = Rendered.City.One<V1NetworkPolicy>("hengyang-node").Spec.Ingress.SelectMany(rule => rule.FromProperty).ToList();

        Assert.All(into, peer => Assert.Null(peer.NamespaceSelector));
        Assert.Equal(["gateway", "node"], into.Select(peer => peer.PodSelector.MatchLabels["smartcity/part"]).Distinct().Order());
        Assert.Empty(Rendered.City.Objects.OfType<V1Ingress>());
        Assert.Equal("hengyang-gateway", Assert.Single(Rendered.Everything.Objects.OfType<V1Ingress>()).Spec.Rules[0].Http.Paths[0].Backend.Service.Name);
    }

    [Fact]
    public void Each_department_is_closed_in_itself_and_reaches_the_gateway_alone()
    {
        var namespaces = Rendered.City.Objects.OfType<V1Namespace>().Select(space => space.Metadata.Name).ToList();

        Assert.Equal(2, namespaces.Count);
        Assert.All(namespaces, space =>
        {
            var own = Rendered.City.Objects.Where(found => found.Metadata.NamespaceProperty == space).ToList();
            Assert.Equal(["LimitRange", "NetworkPolicy", "ResourceQuota"], own.Select(found => found.Kind).Order());
            var closed = own.OfType<V1NetworkPolicy>().Single();
            Assert.True(closed.Spec.PodSelector.MatchLabels is null or { Count: 0 });
            Assert.All(closed.Spec.Ingress.SelectMany(rule => rule.FromProperty), peer => Assert.Null(peer.NamespaceSelector));
            var city = Assert.Single(closed.Spec.Egress.SelectMany(rule => rule.To), peer => peer.NamespaceSelector?.MatchLabels["kubernetes.io/metadata.name"] == "smartcity");
            Assert.Equal("hengyang-gateway", Assert.Single(ObjectTests.Pods(Rendered.City, city.PodSelector.MatchLabels)).Metadata.Name);
            Assert.Contains(Rendered.City.One<V1NetworkPolicy>("hengyang-gateway").Spec.Ingress.SelectMany(rule => rule.FromProperty), peer => peer.NamespaceSelector?.MatchLabels["kubernetes.io/metadata.name"] == space);
        });
        Assert.Equal("restricted", Rendered.City.Objects.OfType<V1Namespace>().First().Metadata.Labels["pod-security.kubernetes.io/enforce"]);
    }

    [Fact]
    public void Every_module_of_the_build_runs_somewhere_in_the_city_and_a_route_leads_to_a_group_that_runs_its_module()
    {
        var city = (Dictionary<string, object?>)Rendered.City.Values;
        var all = Modules.Select(module => module.Name).ToList();
        var groups = ((List<object?>)city["groups"]!).Cast<Dictionary<string, object?>>().Select(group => (Modules: Texts(group["modules"]) is { Count: > 0 } named ? named : all, Routes: Texts(group["routes"]))).ToList();

        Assert.Empty(groups.SelectMany(group => group.Modules).Except(all));
        Assert.Empty(all.Except(groups.SelectMany(group => group.Modules)));
        Assert.Distinct(groups.SelectMany(group => group.Routes));
        Assert.All(groups, group => Assert.All(group.Routes, route => Assert.Contains(Modules.Single(module => module.Route == route).Name, group.Modules)));
        // The gateway fetches the directory, and browsers their pages, from the group that everything goes to that is not named.
        Assert.All((string[])["Federation", "CommandCentre"], name => Assert.Contains(name, groups[0].Modules));
        var map = Rendered.City.One<V1ConfigMap>("hengyang-gateway").Data;
        Assert.All(map.Where(setting => setting.Key.StartsWith("Gateway__Modules__", StringComparison.Ordinal) || setting.Key == "Gateway__Destination"),
            setting => Assert.NotNull(Rendered.City.One<V1Service>(new Uri(setting.Value).Host)));
    }

    [Fact]
    public void Divisions_are_those_of_the_city()
    {
        var all = Contracts.Codes.Divisions.All.Select(division => division.Code).ToHashSet();
        foreach (var site in (Rendered[])[Rendered.City, Rendered.County])
        {
            var settings = site.One<V1ConfigMap>("hengyang-node").Data;
            Assert.All(settings.Where(setting => setting.Key == "Node__Id" || setting.Key.StartsWith("Node__Divisions__", StringComparison.Ordinal)), setting => Assert.Contains(setting.Value, all));
        }
    }

    [Fact]
    public void Groups_are_annotated_for_a_sidecar_only_where_it_is_asked_for()
    {
        Assert.All(Rendered.City.Deployments, deployment => Assert.DoesNotContain(deployment.Spec.Template.Metadata.Annotations.Keys, key => key.StartsWith("dapr.io", StringComparison.Ordinal)));
        var annotations = Assert.Single(Rendered.Everything.Nodes).Spec.Template.Metadata.Annotations;
        Assert.Equal(("true", "hengyang", "8080"), (annotations["dapr.io/enabled"], annotations["dapr.io/app-id"], annotations["dapr.io/app-port"]));
    }

    private static List<string> Texts(object? list) => [.. ((List<object?>)list!).Cast<string>()];
}
