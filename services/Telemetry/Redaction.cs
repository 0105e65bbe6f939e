using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SmartCity.Telemetry;

/// <summary>What a span tells of an address: the route, never the ids in it. A plate or a citizen's number may stand in any of them.</summary>
internal static class Redaction
{
    private const int Segments = 3;

    public static void OfRequest(Activity activity, HttpRequest request) => activity.SetTag("url.path", Shown(request.Path)).SetTag("url.query", null).SetTag("user_agent.original", null).SetTag("client.address", null);

    public static void OfResponse(Activity activity, HttpResponse response)
    {
        if (response.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && !route.Contains("**", StringComparison.Ordinal))
            activity.SetTag("url.path", "/" + route.TrimStart('/'));
    }

    public static void OfCall(Activity activity, HttpRequestMessage request)
    {
        if (request.RequestUri is { IsAbsoluteUri: true } uri)
            activity.SetTag("url.full", uri.GetLeftPart(UriPartial.Authority) + Shown(uri.AbsolutePath));
    }

    /// <summary><c>/api/module/v1/…</c>: by convention the first three segments are nobody's.</summary>
    public static string Shown(string? path)
    {
        var end = 0;
        for (var segments = 0; segments <= Segments && end >= 0; segments++)
            end = path?.IndexOf('/', segments == 0 ? 0 : end + 1) ?? -1;
        return end < 0 ? path ?? "" : path![..end] + "/…";
    }
}
