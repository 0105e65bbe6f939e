using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Directories;

namespace SmartCity.Gateway.Identity;

/// <summary>Lets nodes of the directory in, each request by a token of its own. Whether the body is the one signed is seen by the node, for we stream it.</summary>
internal sealed class NodeAuthentication(IOptions<GatewayOptions> options, DirectoryState directory, InternalTokens tokens, TimeProvider clock)
{
    private readonly TokenVerifier verifier = new(clock);

    public async Task<Admitted> AuthenticateAsync(HttpContext http, string token)
    {
        KnownNode? node = null;
        var result = await verifier.VerifyAsync(token, options.Value.Site, NodeRequestToken.LongestLifetime, issuer =>
        {
            node = directory.Current.Node(issuer);
            return node is null ? [] : [node.Key];
        });
        if (result.Failure == TokenFailure.UnknownIssuer && !directory.IsKnown)
            return new(null, TokenRefusals.NoDirectory);
        var failure = result.Failure ?? Wrong(http, node!, result.Identity!);
        return failure is null ? new(Caller(node!, result.Identity!), null) : new(null, TokenRefusals.Of(failure, clock.GetUtcNow()));
    }

    private static string? Wrong(HttpContext http, KnownNode node, ClaimsIdentity token)
    {
        if (node.Entry.Revoked)
            return TokenRefusals.Revoked;
        if (Claim(token, "sub") != node.Entry.Id || Claim(token, TokenClaims.BodyHash).Length == 0)
            return TokenFailure.Malformed;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return NodeRequestToken.RequestMatches(Claim(token, TokenClaims.Method), Claim(token, TokenClaims.Path), http.Request.Method, target) ? null : TokenRefusals.OtherRequest;
    }

    private Caller Caller(KnownNode node, ClaimsIdentity token) =>
        new(node.Entry.Id, NodeRequestToken.Kind, node.Entry.Id,
            tokens.OfNode(node.Entry.Id, Claim(token, TokenClaims.Method), Claim(token, TokenClaims.Path), Claim(token, TokenClaims.BodyHash))) { Node = node };

    private static string Claim(ClaimsIdentity token, string name) => token.FindFirst(name)?.Value ?? "";
}
