using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Rights;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Declaring that this node's database was put back to an earlier state.</summary>
internal static class RestoreEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/restores", Declare).RequireRight("federation", "restore");

    private static async Task<Results<Ok<RestoreView>, ProblemHttpResult>> Declare(RestoreRequest request, Caller caller, NodeStore store, NodeInfo node, UpstreamLink upstream, TimeProvider clock, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "which backup was put back and why, for the audit"));
        await store.DeclareRestoreAsync((before, after) => EventLog.Envelope(
            new RestoreDeclared(before.Epoch.ToString("x"), after.Epoch.ToString("x"), request.Reason, caller.Id, node.Id, clock.GetUtcNow()), clock.GetUtcNow()), cancellation);
        upstream.Break();
        return TypedResults.Ok(new RestoreView(store.Identity.PreviousEpoch.ToString("x"), store.Identity.Epoch.ToString("x"), store.Identity.EpochAfter));
    }

    internal sealed record RestoreRequest(string? Reason = null);

    internal sealed record RestoreView(string PreviousEpoch, string Epoch, long EpochAfter);
}
