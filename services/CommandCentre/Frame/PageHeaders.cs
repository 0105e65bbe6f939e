using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace SmartCity.CommandCentre.Frame;

/// <summary>What browsers are told about pages: nothing of them comes from or goes to another server, no other page frames them.</summary>
internal sealed class PageHeaders(RequestDelegate next, IOptions<CommandCentreOptions> options)
{
    private readonly string policy = Policy(string.Join(' ', options.Value.Tiles.Select(Origin).Distinct()));

    public Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
        }
        return next(http);
    }

    // Tiles, where they are configured, are the one thing a browser asks another server for.
    private static string Policy(string tiles) =>
        $"default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: {tiles}; worker-src 'self' blob:; connect-src 'self' ws: wss: {tiles}; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private static string Origin(string tiles) => new Uri(tiles.Replace("{", "").Replace("}", "")).GetLeftPart(UriPartial.Authority);
}
