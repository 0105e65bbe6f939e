using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;

namespace SmartCity.Kernel.Http;

/// <summary>One event of the log by its id, in either mode of the CloudEvents HTTP binding.</summary>
internal static class EventEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events/{id}", FindAsync).RequireRight("platform", "read-log")
            .WithSummary("An event by its CloudEvents id: structured by default, binary (headers ce-…, the data as body) when Accept names the data's own type");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FindAsync(string id, HttpContext http, EventLog log, CancellationToken cancellation)
    {
        if (!EventEnvelope.TryParseId(id, out var origin, out var epoch, out var position))
            return Problems.Invalid(new FieldError("id", "expected origin.epoch.position, the numbers in hexadecimal, for example 430481.1a2b3c.2a"));
        if (await log.FindAsync(origin, epoch, position, cancellation) is not { } found)
            return Problems.NotFound($"event {id}");
        http.Response.Headers.Vary = HeaderNames.Accept;
        if (!WantsBinary(http.Request, found.ContentType))
            return TypedResults.Bytes(CloudEventJson.Write(found), CloudEventJson.MediaType);
        foreach (var (name, value) in CloudEventHttp.Headers(found))
            http.Response.Headers[name] = value;
        return TypedResults.Bytes(found.Data, found.ContentType);
    }

    private static bool WantsBinary(HttpRequest request, string contentType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && accepted.Any(type => type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase));
}
