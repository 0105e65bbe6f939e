using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using SmartCity.Contracts.Security;

namespace SmartCity.Kernel.Rights;

/// <summary>Who calls, and what they may do. Take it as a parameter of an endpoint.</summary>
/// <param name="Id">Who: an operator's account, a node's id, a partner's application.</param>
/// <param name="Kind"><c>operator</c>, <c>node</c> or <c>partner</c>.</param>
/// <param name="Rights">What they hold.</param>
/// <param name="Wanted">What the endpoint asks for; its division is decided by the handler.</param>
public sealed record Caller(string Id, string Kind, IReadOnlyList<Right> Rights, RightRequirement? Wanted)
{
    /// <summary>Whether the caller may do what this endpoint does in a division.</summary>
    public bool MayIn(string division) => Wanted is not null && Holds(Wanted.Module, Wanted.Action, division);

    /// <summary>Whether the caller holds a right.</summary>
    public bool Holds(string module, string action, string division) =>
        Rights.Any(right => right.Covers(new Right(module, action, division)));

    /// <summary>The divisions out of these in which the caller may do what this endpoint does: for filtering lists.</summary>
    public IReadOnlyList<string> Among(IEnumerable<string> divisions) => [.. divisions.Where(MayIn)];

    /// <summary>The caller of a request; null when nobody was authenticated.</summary>
    public static Caller? From(HttpContext http) =>
        http.User.Identity is not { IsAuthenticated: true } ? null
        : new(http.User.FindFirstValue("sub") ?? "", http.User.FindFirstValue(TokenClaims.Kind) ?? "operator", Read(http.User),
            http.GetEndpoint()?.Metadata.GetMetadata<RightRequirement>());

    /// <summary>Called by the framework for endpoint parameters.</summary>
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(From(context)
        ?? throw new InvalidOperationException("An endpoint that asks for its caller must require a right."));

    internal static IReadOnlyList<Right> Read(ClaimsPrincipal user) =>
        [.. user.FindAll(TokenClaims.Rights).Select(claim => Right.TryParse(claim.Value, out var right) ? right : default).Where(right => right != default)];
}
