using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>What carries the cookie comes from our own pages: forms and the line of a page name their origin, and another one is refused.</summary>
internal sealed class SameOrigin(RequestDelegate next, ILogger<SameOrigin> logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || http.Request.Path.StartsWithSegments("/api") || IsOurs(origin, http.Request.Host))
            return next(http);
        CommandCentreLog.ForeignOrigin(logger, http.Request.Path, Uri.TryCreate(origin, UriKind.Absolute, out var named) ? named.Authority : "an origin without a name");
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOurs(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port ?? (uri.Scheme == "https" ? 443 : 80)) == uri.Port;
}
