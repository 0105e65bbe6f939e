using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Federation.Nodes;

/// <summary>How a county joins: the city invites, the county enrols.</summary>
internal static class EnrolmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // The answer holds the code: it must not be kept for repetition, since of a code only its hash is kept.
        routes.MapPost("/enrolments", Invite).RequireRight("federation", "enrol").WithoutIdempotency();
        routes.MapGet("/enrolments", (Enrolments enrolments, CancellationToken cancellation) => enrolments.ListAsync(cancellation)).RequireRight("federation", "read");
        routes.MapDelete("/enrolments/{id}", Withdraw).RequireRight("federation", "enrol");
        routes.MapPost("/enrol", Enrol).AllowAnonymous();
        routes.MapPut("/upstream", Join).RequireRight("federation", "enrol");
    }

    private static async Task<Results<Ok<InvitationView>, ProblemHttpResult>> Invite(InvitationRequest request, Caller caller, Enrolments enrolments, CancellationToken cancellation)
    {
        if (request.Node is not { Length: 6 } || !request.Node.All(char.IsAsciiDigit))
            return Problems.Invalid(new FieldError("node", "the six digits of the county's division, for example 430481"));
        var divisions = request.Divisions is { Count: > 0 } ? request.Divisions : [request.Node];
        if (divisions.FirstOrDefault(division => !caller.MayIn(division)) is { } foreign)
            return Problems.Forbidden(foreign);
        var (code, expires) = await enrolments.InviteAsync(request.Node, divisions, caller.Id, cancellation);
        return TypedResults.Ok(new InvitationView(code, expires));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Withdraw(string id, Enrolments enrolments, CancellationToken cancellation) =>
        await enrolments.WithdrawAsync(id, cancellation) ? TypedResults.NoContent() : Problems.NotFound($"open invitation {id}");

    private static async Task<Results<Ok<EnrolAnswer>, ProblemHttpResult>> Enrol(EnrolRequest request, Enrolments enrolments, CancellationToken cancellation)
    {
        var (answer, refusal) = await enrolments.EnrolAsync(request, cancellation);
        return answer is null ? Problems.Problem(403, "enrolment-refused", "无法登记节点 The node is not let in", refusal) : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<UpstreamView>, ProblemHttpResult>> Join(JoinRequest request, UpstreamLink upstream, LinkClient client, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return Problems.Invalid(new FieldError("url", "the address of the city's gateway, for example https://city.example:8080"));
        if (upstream.Current is { } linked && linked.Url != request.Url && !request.Replace)
            return Problems.Conflict("already-enrolled", $"This node is linked to {linked.Node} at {linked.Url}. Say replace: true to link it anew.");
        var (answer, failure) = await client.EnrolAsync(url, request.Code, cancellation);
        if (answer is null)
            return Problems.Problem(502, "upstream-refused", "上级节点拒绝 The upstream refused", failure);
        await upstream.SetAsync(url, answer, cancellation);
        return TypedResults.Ok(new UpstreamView(answer.Node, answer.Name, request.Url, answer.Audience));
    }

    internal sealed record InvitationRequest(string? Node = null, IReadOnlyList<string>? Divisions = null);

    internal sealed record InvitationView(string Code, DateTimeOffset Expires);

    internal sealed record JoinRequest(string Url, string Code, bool Replace = false);

    internal sealed record UpstreamView(string Node, string Name, string Url, string Audience);
}
