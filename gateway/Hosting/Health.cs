using SmartCity.Gateway.Directories;

namespace SmartCity.Gateway.Hosting;

/// <summary><c>/health</c> says how the gateway is, <c>/health/ready</c> whether nodes can be let in.</summary>
internal static class Health
{
    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health", (DirectoryState directory) => TypedResults.Ok(Report(directory)));
        app.MapGet("/health/ready", (DirectoryState directory) =>
            Results.Json(new { ready = directory.IsKnown }, statusCode: directory.IsKnown ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
    }

    private static object Report(DirectoryState directory) => new
    {
        status = directory.IsKnown && !directory.IsStale && directory.Trouble is null ? "Healthy" : "Degraded",
        directory = new
        {
            state = !directory.IsKnown ? "none yet" : directory.IsStale ? DirectoryState.Stale : "current",
            version = directory.Current.Version,
            confirmed = directory.Confirmed,
            trouble = directory.Trouble,
        },
    };
}
