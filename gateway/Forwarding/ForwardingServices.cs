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
            return new InMemoryConfigProvider([Route("api", "/api/{**rest}"), Route("openapi", "/openapi/{**rest}"), .. PagePaths.Templates.Select(Page)], [Cluster(options)]);
        });
        services.AddReverseProxy().AddTransforms(context =>
        {
            // Headers of identity are dropped on admission; what remains of them is ours.
            context.UseDefaultForwarders = false;
            context.AddXForwarded(ForwardedTransformActions.Set);
        });
    }

    private static RouteConfig Route(string id, string path) => new() { RouteId = id, ClusterId = Node, Match = new RouteMatch { Path = path } };

    // The node tells its own pages by the name under which the browser came.
    private static RouteConfig Page(string path, int index) => Route($"{PagePaths.RoutePrefix}{index}", path)
        .WithTransformUseOriginalHostHeader() with { Metadata = new Dictionary<string, string> { [PagePaths.Metadata] = "true" } };

    private static ClusterConfig Cluster(GatewayOptions options) => new()
    {
        ClusterId = Node,
        Destinations = new Dictionary<string, DestinationConfig> { [options.Node] = new() { Address = options.Destination } },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = options.Limits.Silence },
    };
}
