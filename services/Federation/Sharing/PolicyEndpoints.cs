using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Federation.Sharing;

/// <summary>What this node shares with its upstream, since when, and what a change would let out.</summary>
internal static class PolicyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/policy", Read).RequireRight("federation", "read");
        routes.MapPut("/policy", Change).RequireRight("federation", "share");
        routes.MapPost("/policy/preview", Preview).RequireRight("federation", "share");
        routes.MapGet("/sharing", Statement).RequireRight("federation", "read");
        routes.MapGet("/backfills", (BackfillList backfills, CancellationToken cancellation) => backfills.ListAsync(cancellation)).RequireRight("federation", "read");
        routes.MapPost("/backfills", BackFill).RequireRight("federation", "share");
        routes.MapGet("/upstream", ReadUpstream).RequireRight("federation", "read");
    }

    private static async Task<Results<Ok<PolicyView>, ProblemHttpResult>> Read(UpstreamLink upstream, SharingPolicies policies, CancellationToken cancellation)
    {
        if (await upstream.ReadAsync(cancellation) is not { } linked)
            return Problems.NotFound("upstream");
        var history = await policies.ListAsync(linked.Node, cancellation);
        var shared = EventTypes.All.Where(type => type.Travels.HasFlag(Travels.Up) && !history[^1].WithheldTypes.Contains(type.Name)).Select(type => type.Name);
        return TypedResults.Ok(new PolicyView(linked.Node, [.. shared], history[^1].WithheldTypes, history));
    }

    private static async Task<Results<Ok<PolicyView>, ProblemHttpResult>> Change(PolicyRequest request, Caller caller, UpstreamLink upstream, SharingPolicies policies, CancellationToken cancellation)
    {
        if (await upstream.ReadAsync(cancellation) is not { } linked)
            return Problems.NotFound("upstream");
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "why, for the audit"));
        if (FindMistake(request.WithheldTypes) is { } mistake)
            return Problems.Invalid(mistake);
        await policies.ChangeAsync(linked.Node, [.. request.WithheldTypes.Distinct()], request.Reason, caller.Id, cancellation);
        return await Read(upstream, policies, cancellation);
    }

    /// <summary>What a change would let out or hold back, before it is made. Changes nothing.</summary>
    private static async Task<Results<Ok<PreviewView>, ProblemHttpResult>> Preview(PolicyRequest request, UpstreamLink upstream, SharingStatement statement, CancellationToken cancellation)
    {
        if (await upstream.ReadAsync(cancellation) is not { } linked)
            return Problems.NotFound("upstream");
        if (FindMistake(request.WithheldTypes) is { } mistake)
            return Problems.Invalid(mistake);
        return TypedResults.Ok(new PreviewView(linked.Node, linked.Name, await statement.PreviewAsync(linked.Node, request.WithheldTypes, cancellation)));
    }

    private static async Task<Results<Ok<SharingStatementView>, ProblemHttpResult>> Statement(UpstreamLink upstream, SharingStatement statement, CancellationToken cancellation) =>
        await upstream.ReadAsync(cancellation) is { } linked
            ? TypedResults.Ok(await statement.ReadAsync(linked, cancellation))
            : Problems.NotFound("upstream: this node has not joined a city and shares nothing");

    private static FieldError? FindMistake(IReadOnlyList<string>? withheld)
    {
        if (withheld is null)
            return new FieldError("withheldTypes", "a list of event types; an empty one withholds nothing");
        var wrong = withheld.Where(type => EventTypes.Find(type) is not { } known || !known.Travels.HasFlag(Travels.Up)).ToList();
        return wrong.Count == 0 ? null : new FieldError("withheldTypes", $"event types that travel up; {string.Join(", ", wrong)} do not");
    }

    internal sealed record PreviewView(string Peer, string Name, IReadOnlyList<TypePreview> Changes);

    private static async Task<Results<Accepted<BackfillView>, ProblemHttpResult>> BackFill(BackfillRequest request, Caller caller, UpstreamLink upstream, BackfillList backfills, TimeProvider clock, CancellationToken cancellation)
    {
        if (await upstream.ReadAsync(cancellation) is not { } linked)
            return Problems.NotFound("upstream");
        if (string.IsNullOrWhiteSpace(request.Reason))
            return Problems.Invalid(new FieldError("reason", "why, for the audit"));
        var wrong = request.Types.Where(type => EventTypes.Find(type) is not { } known || !known.Travels.HasFlag(Travels.Up)).ToList();
        if (request.Types.Count == 0 || wrong.Count > 0)
            return Problems.Invalid(new FieldError("types", $"event types that travel up; {(wrong.Count == 0 ? "none are named" : string.Join(", ", wrong) + " do not")}"));
        if (request.RecordedThrough <= request.RecordedFrom)
            return Problems.Invalid(new FieldError("recordedThrough", "a time after recordedFrom"));
        var id = await backfills.DecideAsync(linked.Node, request.Types, request.RecordedFrom, request.RecordedThrough ?? clock.GetUtcNow(), request.Reason, caller.Id, cancellation);
        return TypedResults.Accepted("/api/federation/v1/backfills", new BackfillView(id));
    }

    internal sealed record BackfillRequest(IReadOnlyList<string> Types, DateTimeOffset RecordedFrom, DateTimeOffset? RecordedThrough = null, string? Reason = null);

    internal sealed record BackfillView(string BackfillId);

    private static async Task<Results<Ok<UpstreamDetail>, ProblemHttpResult>> ReadUpstream(UpstreamLink upstream, CancellationToken cancellation) =>
        await upstream.ReadAsync(cancellation) is { } linked
            ? TypedResults.Ok(new UpstreamDetail(linked.Node, linked.Name, linked.Url, linked.Audience, linked.Enrolled, upstream.Established, (long)upstream.ClockOffset.TotalMilliseconds))
            : Problems.NotFound("upstream: this node has not joined a city");

    internal sealed record PolicyRequest(IReadOnlyList<string> WithheldTypes, string? Reason = null);

    internal sealed record PolicyView(string Peer, IReadOnlyList<string> SharedTypes, IReadOnlyList<string> WithheldTypes, IReadOnlyList<SharingPolicy> History);

    internal sealed record UpstreamDetail(string Node, string Name, string Url, string Audience, DateTimeOffset Enrolled, bool Established, long ClockOffsetMilliseconds);
}
