using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;

namespace SmartCity.Gateway.Forwarding;

/// <summary>Which paths go on to the node, and how.</summary>
internal static class ForwardingServices
{
    private const string Node = "node";

    public static void AddForwarding(this IServiceCollection services)
    {
        services.AddSingleton<ForwardFailures>();
        services.AddSingleton<IProxyConfigProvider>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<GatewayOptions>>().Value;
            return new InMemoryConfigProvider(
                [Route("api", "/api/{**rest}", Node), Route("openapi", "/openapi/{**rest}", Node), .. PagePaths.Templates.Select(Page), .. options.Modules.Keys.SelectMany(RoutesOf)],
                [Cluster(options, Node, options.Destination), .. options.Modules.Select(module => Cluster(options, module.Key, module.Value))]);
        });
        services.AddReverseProxy().AddTransforms(context =>
        {
            // Headers of identity are dropped on admission; what remains of them is ours.
            context.UseDefaultForwarders = false;
            context.AddXForwarded(ForwardedTransformActions.Set);
        });
    }

    // The longer path wins: what is said of a module goes before what is said of the node.
    private static IEnumerable<RouteConfig> RoutesOf(string module) =>
        [Route($"api-{module}", $"/api/{module}/{{**rest}}", module), Route($"openapi-{module}", $"/openapi/{module}.json", module)];

    // The node tells its own pages by the name under which the browser came.
    private static RouteConfig Page(string path, int index) => Route($"{PagePaths.RoutePrefix}{index}", path, Node)
        .WithTransformUseOriginalHostHeader() with { Metadata = new Dictionary<string, string> { [PagePaths.Metadata] = "true" } };

    private static RouteConfig Route(string id, string path, string cluster) => new() { RouteId = id, ClusterId = cluster, Match = new RouteMatch { Path = path } };

    private static ClusterConfig Cluster(GatewayOptions options, string id, string address) => new()
    {
        ClusterId = id,
        Destinations = new Dictionary<string, DestinationConfig> { [options.Node] = new() { Address = address } },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = options.Limits.Silence },
    };
}
