using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;

namespace SmartCity.Kernel.Rights;

/// <summary>
/// Reads the bearer token of a request. Trusted issuers come from settings and from <see cref="IIssuerSource"/>: the
/// gateway's internal tokens and operators' tokens alike, so that a node reached around the gateway gives nothing away.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    TimeProvider clock, TrustedIssuers issuers) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    public const string FailureItem = "token-failure";
    private static readonly TimeSpan LongestOfAll = TimeSpan.FromDays(1);
    private readonly TokenVerifier verifier = new(clock);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Nothing that comes over a socket can set it: a page of this very process speaks for its operator.
        if (Context.Features.Get<InProcessCaller>() is { } within)
            return AuthenticateResult.Success(new AuthenticationTicket(within.Principal, SchemeName));
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        TrustedIssuer? issuer = null;
        var result = await verifier.VerifyAsync(header["Bearer ".Length..].Trim(), issuers.Audiences, LongestOfAll, name =>
        {
            issuer = issuers.Find(name);
            return issuer?.PublicKey is { } key ? [key] : [];
        });
        if (result.Identity is null)
        {
            Context.Items[FailureItem] = result.Failure;
            return AuthenticateResult.Fail(result.Failure!);
        }
        if (Lifetime(result.Identity) > issuer!.LongestLifetime + TimeSpan.FromSeconds(30))
        {
            Context.Items[FailureItem] = TokenFailure.TooLong;
            return AuthenticateResult.Fail(TokenFailure.TooLong);
        }
        var principal = new ClaimsPrincipal(Limit(result.Identity, issuer!));
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    private static TimeSpan Lifetime(ClaimsIdentity identity) =>
        TimeSpan.FromSeconds(Seconds(identity, "exp") - Seconds(identity, "nbf"));

    private static long Seconds(ClaimsIdentity identity, string claim) => long.TryParse(identity.FindFirst(claim)?.Value, out var seconds) ? seconds : 0;

    // A token grants nothing that its issuer may not grant.
    private static ClaimsIdentity Limit(ClaimsIdentity identity, TrustedIssuer issuer)
    {
        if (issuer.Rights.Count == 0)
            return identity;
        var allowed = issuer.Rights.Select(text => Right.TryParse(text, out var right) ? right : default).ToList();
        foreach (var claim in identity.FindAll(TokenClaims.Rights).ToList())
            if (!Right.TryParse(claim.Value, out var right) || !allowed.Any(limit => limit.Covers(right)))
                identity.RemoveClaim(claim);
        return identity;
    }
}

/// <summary>Further issuers that a module trusts, for example accounts of this node.</summary>
public interface IIssuerSource
{
    /// <summary>The issuer of that name; null when this source does not know it.</summary>
    TrustedIssuer? Find(string name);
}

/// <summary>Everybody whose tokens are accepted here.</summary>
internal sealed class TrustedIssuers(IOptionsMonitor<RightsOptions> options, IEnumerable<IIssuerSource> sources, NodeInfo node)
{
    /// <summary>By which names a token may mean this node.</summary>
    public IReadOnlyCollection<string> Audiences { get; } = [node.Id, TokenAudience.Everywhere];

    public TrustedIssuer? Find(string name) =>
        options.CurrentValue.Issuers.FirstOrDefault(issuer => issuer.Name == name)
        ?? sources.Select(source => source.Find(name)).FirstOrDefault(issuer => issuer is not null);
}
