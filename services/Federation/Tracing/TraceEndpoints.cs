using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Federation.Tracing;

/// <summary>One event followed from frame to effect, as far as this node knows.</summary>
internal static class TraceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/trace/{eventId}", Follow).RequireRight("federation", "read");

    private static async Task<Results<Ok<TraceView>, ProblemHttpResult>> Follow(string eventId, EventTraces traces, CancellationToken cancellation)
    {
        if (!EventEnvelope.TryParseId(eventId, out _, out _, out _))
            return Problems.Invalid(new FieldError("eventId", "an event's id: origin.epoch.position, both numbers in hexadecimal, for example 430481.1a2b3c.2a"));
        return await traces.FollowAsync(eventId, cancellation) is { } trace ? TypedResults.Ok(trace) : Problems.NotFound($"event {eventId}: it was not made here, did not travel here, or was dropped by retention");
    }
}
