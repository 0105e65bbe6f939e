namespace SmartCity.Protocols.Digest;

/// <summary>What the server makes of credentials. Everything but <see cref="Accepted"/> is answered 401 with a challenge.</summary>
public enum DigestVerdict : byte
{
    /// <summary>The caller knows the secret and this is no replay.</summary>
    Accepted,

    /// <summary>No such user, or the response is wrong. Which of the two is not told apart, in answer or in time.</summary>
    WrongResponse,

    /// <summary>The response is right and the nonce too old: challenge with stale=true.</summary>
    StaleNonce,

    /// <summary>The response is right, the nonce is not ours or of before a restart: challenge with stale=true.</summary>
    ForeignNonce,

    /// <summary>The response is right and was used before: challenge with stale=true (a device without qop reuses its nonce).</summary>
    Replayed,

    /// <summary>The credentials are for another realm.</summary>
    WrongRealm,

    /// <summary>The uri in the credentials is not the request's target.</summary>
    WrongUri,

    /// <summary>The algorithm is not one that was offered.</summary>
    WrongAlgorithm,

    /// <summary>qop was offered and is required, the credentials have none.</summary>
    QopRequired,
}

/// <summary>The server's side of Digest: challenges and verdicts, for HTTP and SIP alike. Safe for concurrent use.</summary>
/// <param name="realm">Named in every challenge; part of every HA1.</param>
/// <param name="nonces">Where nonces come from and are used up.</param>
/// <param name="algorithms">Offered in this order, the preferred first; MD5 alone when null.</param>
/// <param name="requireQop">False (default) also takes the form of RFC 2069 without qop, each nonce once.</param>
public sealed class DigestServer(string realm, DigestNonces nonces, IReadOnlyList<DigestAlgorithm>? algorithms = null, bool requireQop = false)
{
    private readonly IReadOnlyList<DigestAlgorithm> _algorithms = algorithms ?? [DigestAlgorithm.Md5];

    // Compared with when there is no such user, so that the answer takes as long.
    private readonly DigestSecret _nobodyMd5 = DigestSecret.FromPassword(DigestAlgorithm.Md5, "", realm, Guid.NewGuid().ToString());
    private readonly DigestSecret _nobodySha256 = DigestSecret.FromPassword(DigestAlgorithm.Sha256, "", realm, Guid.NewGuid().ToString());

    /// <summary>The realm in every challenge.</summary>
    public string Realm => realm;

    /// <summary>The challenges of one 401, one header each, the preferred algorithm first.</summary>
    /// <param name="stale">True when the response was right and only the nonce was not.</param>
    public IReadOnlyList<DigestChallenge> Challenge(bool stale = false) =>
        [.. _algorithms.Select(algorithm => new DigestChallenge(realm, nonces.Issue(), algorithm, Stale: stale))];

    /// <summary>True for the verdicts after which a challenge says stale=true.</summary>
    public static bool IsStale(DigestVerdict verdict) => verdict is DigestVerdict.StaleNonce or DigestVerdict.ForeignNonce or DigestVerdict.Replayed;

    /// <summary>Checks credentials, and uses up their nonce count when all else is right.</summary>
    /// <param name="credentials">As parsed.</param>
    /// <param name="method">The request's method, upper case.</param>
    /// <param name="target">The request's target; null when it is not to be compared (SIP proxies rewrite it).</param>
    /// <param name="secret">HA1 of <see cref="DigestCredentials.Username"/> for the credentials' hash, or null for no such user.</param>
    public DigestVerdict Verify(DigestCredentials credentials, string method, string? target, DigestSecret? secret)
    {
        if (credentials.Realm != realm) return DigestVerdict.WrongRealm;
        if (!_algorithms.Contains(credentials.Algorithm)) return DigestVerdict.WrongAlgorithm;
        if (requireQop && !credentials.HasQop) return DigestVerdict.QopRequired;
        if (target is not null && PathOf(credentials.Uri) != PathOf(target)) return DigestVerdict.WrongUri;

        var nobody = credentials.Algorithm.Hash() is DigestAlgorithm.Md5 ? _nobodyMd5 : _nobodySha256;
        var known = secret is not null && secret.Algorithm == credentials.Algorithm.Hash();
        var expected = DigestResponse.Compute(credentials, known ? secret! : nobody, method);
        if (!DigestHash.EqualHex(expected, credentials.Response) || !known) return DigestVerdict.WrongResponse;
        return nonces.Use(credentials.Nonce, credentials.Count) switch
        {
            NonceUse.Fresh => DigestVerdict.Accepted,
            NonceUse.Expired => DigestVerdict.StaleNonce,
            NonceUse.Foreign => DigestVerdict.ForeignNonce,
            _ => DigestVerdict.Replayed,
        };
    }

    // Devices hash the whole http://host:port/path; what counts is the path.
    private static string PathOf(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || target.StartsWith('/')) return target;
        var path = target.IndexOf('/', scheme + 3);
        return path < 0 ? "/" : target[path..];
    }
}
