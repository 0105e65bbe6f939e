using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Directories;

namespace SmartCity.Gateway.Identity;

/// <summary>Lets people and partners' applications in by the bearer tokens of issuers in the settings and the directory.</summary>
internal sealed class OperatorAuthentication(IOptions<GatewayOptions> options, DirectoryState directory, InternalTokens tokens, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(15);
    private const int MostRemembered = 4096;
    private readonly TokenVerifier verifier = new(clock);
    private readonly ConcurrentDictionary<string, Known> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KnownIssuer> named = options.Value.Operators
        .Select(issuer => KnownIssuer.From(issuer.Name, issuer.Key, issuer.Rights, issuer.LongestLifetime)!)
        .ToDictionary(issuer => issuer.Name, StringComparer.Ordinal);

    public async Task<Admitted> AuthenticateAsync(string token, TokenPeek peek)
    {
        var now = clock.GetUtcNow();
        // What was verified under another directory counts no more: its issuer may be gone.
        if (known.TryGetValue(token, out var before) && before.Until > now && ReferenceEquals(before.Directory, directory.Current))
            return new(before.Caller, null);
        var under = directory.Current;
        var issuer = (KnownIssuer?)null;
        var audience = peek.Audience == options.Value.Node || peek.Audience == TokenAudience.Everywhere ? peek.Audience : options.Value.Site;
        var result = await verifier.VerifyAsync(token, audience, Longest, name =>
        {
            issuer = named.GetValueOrDefault(name) ?? under.Issuer(name);
            return issuer is null ? [] : [issuer.Key];
        });
        var failure = result.Failure ?? Wrong(result.Identity!, issuer!);
        if (failure is not null)
            return new(null, TokenRefusals.Of(failure, now));
        var caller = Caller(result.Identity!, issuer!, now);
        Remember(token, new(caller, under, Earlier(now + Remembered, Ends(result.Identity!))));
        return new(caller, null);
    }

    private static string? Wrong(ClaimsIdentity token, KnownIssuer issuer) =>
        Ends(token) - Begins(token) > issuer.LongestLifetime + TimeSpan.FromSeconds(30) ? TokenFailure.TooLong
        : Kind(token) is not ("operator" or "partner") ? TokenRefusals.Kind
        : string.IsNullOrEmpty(token.FindFirst("sub")?.Value) ? TokenFailure.Malformed
        : null;

    private Caller Caller(ClaimsIdentity token, KnownIssuer issuer, DateTimeOffset now)
    {
        var rights = issuer.Limit(token.FindAll(TokenClaims.Rights).Select(claim => claim.Value)).ToArray();
        var (id, left) = (token.FindFirst("sub")!.Value, Ends(token) - now);
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(left.TotalSeconds, 1, InternalTokens.Lifetime.TotalSeconds));
        return new(id, Kind(token), issuer.Name, tokens.OfPerson(id, Kind(token), rights, lifetime));
    }

    // Only tokens that hold are remembered, so that junk cannot crowd them out.
    private void Remember(string token, Known entry)
    {
        if (known.Count >= MostRemembered)
            known.Clear();
        known[token] = entry;
    }

    private static string Kind(ClaimsIdentity token) => token.FindFirst(TokenClaims.Kind)?.Value ?? "operator";

    private static DateTimeOffset Begins(ClaimsIdentity token) => Time(token, "nbf");

    private static DateTimeOffset Ends(ClaimsIdentity token) => Time(token, "exp");

    private static DateTimeOffset Time(ClaimsIdentity token, string claim) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(token.FindFirst(claim)!.Value, CultureInfo.InvariantCulture));

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Known(Caller Caller, KnownDirectory Directory, DateTimeOffset Until);
}
