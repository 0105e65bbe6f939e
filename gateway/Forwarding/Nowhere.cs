namespace SmartCity.Gateway.Forwarding;

/// <summary>Everything the gateway has no route for.</summary>
internal static class Nowhere
{
    private static readonly Refusal NoRoute = new(StatusCodes.Status404NotFound, "no-route", "未找到 Not found",
        "This gateway has no such route; it knows /api, /openapi, /health and the pages of the command centre.");

    public static Task HandleAsync(HttpContext http) => NoRoute.WriteAsync(http);
}
