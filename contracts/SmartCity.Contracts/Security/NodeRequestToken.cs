using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.Contracts.Security;

/// <summary>
/// The token with which a node signs one request to a gateway: JWT, ES256, <c>iss</c> = <c>sub</c> = the node's id,
/// <c>aud</c> = the gateway's site, bound to method, path and body. Whoever steals it can only send the same request again.
/// </summary>
public static class NodeRequestToken
{
    /// <summary>How long an issued token holds: 60 seconds.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>The longest lifetime a gateway accepts: 5 minutes.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Claim <see cref="TokenClaims.Kind"/> of these tokens.</summary>
    public const string Kind = "node";

    /// <summary>Issues the token of one request.</summary>
    /// <param name="key">The node's key.</param>
    /// <param name="node">The node's id.</param>
    /// <param name="audience">The gateway's site, for example <c>gateway-430400</c>.</param>
    /// <param name="method">HTTP method; upper case in the token.</param>
    /// <param name="pathAndQuery">The request target exactly as it goes over the wire, escaped, for example <c>/api/federation/v1/events?lane=0</c>.</param>
    /// <param name="body">The body as sent (after compression); empty where there is none.</param>
    /// <param name="clock">Our clock.</param>
    /// <param name="offset">Estimated offset of the gateway's clock to ours (theirs minus ours), added to all times.</param>
    public static string Issue(SigningKey key, string node, string audience, string method, string pathAndQuery, ReadOnlySpan<byte> body, TimeProvider clock, TimeSpan offset)
    {
        var claims = new Dictionary<string, object>
        {
            [TokenClaims.Kind] = Kind,
            [TokenClaims.Method] = method.ToUpperInvariant(),
            [TokenClaims.Path] = pathAndQuery,
            [TokenClaims.BodyHash] = BodyHash(body),
        };
        return new TokenIssuer(key, node, clock).Issue(node, audience, Lifetime, claims, offset);
    }

    /// <summary>Claim <see cref="TokenClaims.BodyHash"/> of a body: SHA-256, base64url without padding.</summary>
    public static string BodyHash(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Base64UrlEncoder.Encode(hash.ToArray());
    }

    /// <summary>Whether a body is the one the token was issued for. No exception on input.</summary>
    /// <param name="bdh">Claim <see cref="TokenClaims.BodyHash"/>; null when the token has none, which matches nothing.</param>
    /// <param name="body">The body as received, before it is decompressed.</param>
    public static bool BodyMatches(string? bdh, ReadOnlySpan<byte> body) => string.Equals(bdh, BodyHash(body), StringComparison.Ordinal);

    /// <summary>Whether a token's claims are bound to this method and path. No exception on input.</summary>
    /// <param name="htm">Claim <see cref="TokenClaims.Method"/>.</param>
    /// <param name="htp">Claim <see cref="TokenClaims.Path"/>.</param>
    /// <param name="method">Method of the request.</param>
    /// <param name="pathAndQuery">The request target as received.</param>
    public static bool RequestMatches(string? htm, string? htp, string method, string pathAndQuery) =>
        string.Equals(htm, method, StringComparison.OrdinalIgnoreCase) && string.Equals(htp, pathAndQuery, StringComparison.Ordinal);
}
