using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Federation.Nodes;

/// <summary>The nodes that may link here, and the signed directory the gateway works from.</summary>
internal static class NodeEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", List).RequireRight("federation", "read");
        routes.MapPost("/nodes/{id}/revoke", Revoke).RequireRight("federation", "revoke");
        routes.MapGet("/directory", Directory).RequireRight("federation", "read-directory");
    }

    private static async Task<Ok<IReadOnlyList<NodeView>>> List(Peers peers, CancellationToken cancellation) =>
        TypedResults.Ok<IReadOnlyList<NodeView>>([.. (await peers.ListAsync(cancellation)).Select(peer => new NodeView(
            peer.Id, peer.Name, peer.DivisionList, peer.Enrolled, peer.Revoked, peer.RevokedReason, peer.LastContact, peer.Build, peer.ClockOffsetMilliseconds))]);

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(string id, RevokeRequest request, Caller caller, Peers peers, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "why the node is shut out, for the audit"));
        if (await peers.FindAsync(id, cancellation) is { } peer && peer.DivisionList.Any(division => !caller.MayIn(division)))
            return Problems.Forbidden(id);
        return await peers.RevokeAsync(id, request.Reason, caller.Id, cancellation) ? TypedResults.NoContent() : Problems.NotFound($"linked node {id}");
    }

    private static async Task<Results<ContentHttpResult, NoContent>> Directory(long? after, int? wait, Peers peers, NodeKeys keys, TimeProvider clock, IOptions<FederationOptions> options, CancellationToken cancellation)
    {
        var changed = peers.Changed;
        var version = await peers.DirectoryVersionAsync(cancellation);
        if (version <= after)
        {
            var patience = TimeSpan.FromSeconds(Math.Clamp(wait ?? 0, 0, (int)options.Value.LongPoll.TotalSeconds));
            await Task.WhenAny(changed, Task.Delay(patience, clock, cancellation));
            version = await peers.DirectoryVersionAsync(cancellation);
        }
        if (version <= after)
            return TypedResults.NoContent();
        var nodes = (await peers.ListAsync(cancellation)).Select(peer => new DirectoryNode(peer.Id, peer.Name, peer.Key, peer.Revoked is not null, peer.DivisionList, 0, 0, 0));
        return TypedResults.Text(new NodeDirectory(version, clock.GetUtcNow(), [.. nodes], []).Sign(keys.Directory), "text/plain");
    }

    internal sealed record RevokeRequest(string? Reason = null);

    internal sealed record NodeView(
        string Id, string Name, IReadOnlyList<string> Divisions, DateTimeOffset Enrolled, DateTimeOffset? Revoked, string? RevokedReason,
        DateTimeOffset? LastContact, string? Build, long ClockOffsetMilliseconds);
}
