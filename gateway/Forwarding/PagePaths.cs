using Yarp.ReverseProxy.Model;

namespace SmartCity.Gateway.Forwarding;

/// <summary>The paths of the node's pages. People come to them with a cookie that the node made and checks; nothing else of the node is reached by one.</summary>
internal static class PagePaths
{
    public const string RoutePrefix = "page-";
    public const string Metadata = "page";

    /// <summary>The first page, the wall, the desks, signing in and out, the line of pages, and their files.</summary>
    public static IReadOnlyList<string> Templates { get; } =
        ["/", "/wall", "/not-found", "/desk/{**rest}", "/account/{**rest}", "/_blazor/{**rest}", "/_framework/{**rest}", "/_content/{**rest}"];

    public static bool Is(HttpContext http) => http.GetReverseProxyFeature().Route.Config.Metadata?.ContainsKey(Metadata) == true;
}
