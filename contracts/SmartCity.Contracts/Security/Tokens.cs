using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.Contracts.Security;

/// <summary>Names of the claims our tokens carry beside the registered ones.</summary>
public static class TokenClaims
{
    /// <summary>What the caller may do: an array of <see cref="Right"/>.</summary>
    public const string Rights = "rights";

    /// <summary>What the caller is: <c>operator</c>, <c>node</c>, <c>partner</c>.</summary>
    public const string Kind = "kind";

    /// <summary>HTTP method the token is bound to.</summary>
    public const string Method = "htm";

    /// <summary>Path and query the token is bound to.</summary>
    public const string Path = "htp";

    /// <summary>SHA-256 of the request body the token is bound to, base64url; of the empty body where there is none.</summary>
    public const string BodyHash = "bdh";
}

/// <summary>Audiences that several services share.</summary>
public static class TokenAudience
{
    /// <summary>Tokens of people that hold at every node and gateway that trusts their issuer.</summary>
    public const string Everywhere = "smart-hengyang";
}

/// <summary>Issues signed tokens (JWT, ES256).</summary>
/// <param name="key">The signing key.</param>
/// <param name="issuer">Name of the issuer, claim <c>iss</c>.</param>
/// <param name="clock">Gives the time of issue.</param>
public sealed class TokenIssuer(SigningKey key, string issuer, TimeProvider clock)
{
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials credentials = new(key.Security, SecurityAlgorithms.EcdsaSha256);

    /// <summary>Issues a token.</summary>
    /// <param name="subject">Who it speaks for, claim <c>sub</c>.</param>
    /// <param name="audience">Who may accept it, claim <c>aud</c>.</param>
    /// <param name="lifetime">How long it holds.</param>
    /// <param name="claims">Further claims.</param>
    /// <param name="offset">Estimated offset of the receiver's clock to ours, added to all times.</param>
    public string Issue(string subject, string audience, TimeSpan lifetime, IDictionary<string, object> claims, TimeSpan offset = default)
    {
        var now = clock.GetUtcNow() + offset;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = new Dictionary<string, object>(claims) { [JwtRegisteredClaimNames.Sub] = subject, [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(now).ToString("N") },
            SigningCredentials = credentials,
        });
    }
}

/// <summary>What a verification said.</summary>
/// <param name="Identity">The claims, when the token holds; null otherwise.</param>
/// <param name="Issuer">The issuer it names.</param>
/// <param name="Failure">Why it does not hold: a stable word, one of <see cref="TokenFailure"/>; null when it does.</param>
public sealed record TokenResult(ClaimsIdentity? Identity, string? Issuer, string? Failure);

/// <summary>Why a token does not hold.</summary>
public static class TokenFailure
{
    /// <summary>Not a JWT, or not ES256.</summary>
    public const string Malformed = "token-malformed";

    /// <summary>Nobody here knows the issuer or its key.</summary>
    public const string UnknownIssuer = "token-issuer-unknown";

    /// <summary>The signature is not the issuer's.</summary>
    public const string BadSignature = "token-signature-wrong";

    /// <summary>Expired, or not yet valid: look at both clocks.</summary>
    public const string Time = "token-time";

    /// <summary>Meant for somebody else.</summary>
    public const string Audience = "token-audience-wrong";

    /// <summary>It lives longer than tokens of its kind may.</summary>
    public const string TooLong = "token-lifetime-too-long";
}

/// <summary>Verifies tokens of known issuers: ES256 only, no exception on input.</summary>
/// <param name="clock">Gives the time to compare with.</param>
public sealed class TokenVerifier(TimeProvider clock)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 16 * 1024 };

    /// <summary>Verifies a token.</summary>
    /// <param name="token">The compact form.</param>
    /// <param name="audience">Who we are.</param>
    /// <param name="longest">The longest lifetime accepted.</param>
    /// <param name="keysOf">The keys of an issuer; empty when it is not known.</param>
    public Task<TokenResult> VerifyAsync(string token, string audience, TimeSpan longest, Func<string, IReadOnlyList<PublicKey>> keysOf) =>
        VerifyAsync(token, [audience], longest, keysOf);

    /// <summary>Verifies a token that may name any of several audiences.</summary>
    /// <param name="token">The compact form.</param>
    /// <param name="audiences">Who we are, by all our names.</param>
    /// <param name="longest">The longest lifetime accepted.</param>
    /// <param name="keysOf">The keys of an issuer; empty when it is not known.</param>
    public async Task<TokenResult> VerifyAsync(string token, IReadOnlyCollection<string> audiences, TimeSpan longest, Func<string, IReadOnlyList<PublicKey>> keysOf)
    {
        if (Read(token) is not { } read)
            return new(null, null, TokenFailure.Malformed);
        var keys = keysOf(read.Issuer);
        if (keys.Count == 0)
            return new(null, read.Issuer, TokenFailure.UnknownIssuer);
        var result = await handler.ValidateTokenAsync(read, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Select(key => key.Security()),
            ValidIssuer = read.Issuer,
            ValidAudiences = audiences,
            LifetimeValidator = (from, until, _, _) => Holds(from, until),
        });
        if (!result.IsValid)
            return new(null, read.Issuer, Name(result.Exception));
        return read.ValidTo - read.ValidFrom > longest + Tolerance
            ? new(null, read.Issuer, TokenFailure.TooLong)
            : new(result.ClaimsIdentity, read.Issuer, null);
    }

    private bool Holds(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from is not null && until is not null && from <= now + Tolerance && until > now - Tolerance;
    }

    private JsonWebToken? Read(string token)
    {
        try
        {
            return handler.CanReadToken(token) && handler.ReadJsonWebToken(token) is { Alg: SecurityAlgorithms.EcdsaSha256 } read ? read : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private static string Name(Exception failure) => failure switch
    {
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException or SecurityTokenNotYetValidException => TokenFailure.Time,
        SecurityTokenInvalidAudienceException => TokenFailure.Audience,
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => TokenFailure.BadSignature,
        _ => TokenFailure.Malformed,
    };
}
