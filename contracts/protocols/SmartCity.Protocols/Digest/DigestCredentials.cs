using System.Globalization;

namespace SmartCity.Protocols.Digest;

/// <summary>The value of an Authorization header: RFC 7616 §3.4. Texts are as sent, since they go into the hash as sent.</summary>
/// <param name="Username">Whose password.</param>
/// <param name="Realm">The challenge's realm.</param>
/// <param name="Nonce">The challenge's nonce.</param>
/// <param name="Uri">The request's target as the client hashed it: <c>/VIID/System/Register</c>, <c>sip:3402…@3402000000</c>.</param>
/// <param name="Response">The proof, hexadecimal.</param>
/// <param name="Algorithm">MD5 when not named.</param>
/// <param name="NonceCount">Eight hexadecimal digits, how often this nonce was used; null without qop.</param>
/// <param name="ClientNonce">The client's own number; null without qop (and without <c>-sess</c>).</param>
/// <param name="Opaque">The challenge's opaque.</param>
public sealed record DigestCredentials(
    string Username, string Realm, string Nonce, string Uri, string Response, DigestAlgorithm Algorithm = DigestAlgorithm.Md5,
    string? NonceCount = null, string? ClientNonce = null, string? Opaque = null)
{
    /// <summary>True for <c>qop=auth</c>, false for the form of RFC 2069 without qop.</summary>
    public bool HasQop => NonceCount is not null;

    /// <summary>The nonce count as a number, 1 or more; 0 without qop.</summary>
    public uint Count => NonceCount is null ? 0 : uint.Parse(NonceCount, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Answers a challenge: qop=auth if it is offered, the RFC 2069 form if not.</summary>
    /// <param name="challenge">What the server asked.</param>
    /// <param name="username">Who we are.</param>
    /// <param name="secret">HA1 for the challenge's realm, of the challenge's hash.</param>
    /// <param name="method">The request's method, upper case.</param>
    /// <param name="uri">The request's target, path and query.</param>
    /// <param name="clientNonce">A fresh random text of ours.</param>
    /// <param name="count">1 for the first request with this nonce, then one more each time.</param>
    /// <exception cref="ArgumentException">The secret was made with another hash than the challenge wants.</exception>
    public static DigestCredentials Answer(
        DigestChallenge challenge, string username, DigestSecret secret, string method, string uri, string clientNonce, uint count = 1)
    {
        if (secret.Algorithm != challenge.Algorithm.Hash())
            throw new ArgumentException($"Expected a secret of {challenge.Algorithm.Hash().Token()}, the challenge's hash.", nameof(secret));
        var withClientNonce = challenge.OffersAuth || challenge.Algorithm.IsSession();
        var unsigned = new DigestCredentials(username, challenge.Realm, challenge.Nonce, uri, "", challenge.Algorithm,
            challenge.OffersAuth ? count.ToString("x8", CultureInfo.InvariantCulture) : null, withClientNonce ? clientNonce : null, challenge.Opaque);
        return unsigned with { Response = DigestResponse.Compute(unsigned, secret, method) };
    }

    /// <summary>Reads the header leniently. Never throws on input; on an error <paramref name="credentials"/> is null.</summary>
    public static DigestError TryParse(string? header, out DigestCredentials? credentials)
    {
        credentials = null;
        var error = DigestFields.TryRead(header, out var fields);
        if (error is not DigestError.None) return error;
        if (!fields.TryGetValue("username", out var username) || !fields.TryGetValue("realm", out var realm) ||
            !fields.TryGetValue("nonce", out var nonce) || !fields.TryGetValue("uri", out var uri) ||
            !fields.TryGetValue("response", out var response)) return DigestError.MissingField;
        if (!DigestAlgorithms.TryParse(fields.GetValueOrDefault("algorithm"), out var algorithm)) return DigestError.UnknownAlgorithm;
        if (response.Length != algorithm.HexLength() || !response.All(char.IsAsciiHexDigit)) return DigestError.BadResponse;
        error = CheckQop(fields, algorithm, out var count, out var clientNonce);
        if (error is not DigestError.None) return error;
        credentials = new(username, realm, nonce, uri, response, algorithm, count, clientNonce, fields.GetValueOrDefault("opaque"));
        return DigestError.None;
    }

    private static DigestError CheckQop(Dictionary<string, string> fields, DigestAlgorithm algorithm, out string? count, out string? clientNonce)
    {
        count = null;
        clientNonce = fields.GetValueOrDefault("cnonce");
        var qop = fields.GetValueOrDefault("qop", "").Trim();
        if (algorithm.IsSession() && clientNonce is null) return DigestError.MissingField;
        if (qop.Length == 0) return DigestError.None;
        if (!qop.Equals("auth", StringComparison.OrdinalIgnoreCase)) return DigestError.UnknownQop;
        if (clientNonce is null || !fields.TryGetValue("nc", out count)) return DigestError.MissingField;
        var valid = count.Length is >= 1 and <= 8 && count.All(char.IsAsciiHexDigit) && count.AsSpan().ContainsAnyExcept('0');
        return valid ? DigestError.None : DigestError.BadNonceCount;
    }

    /// <summary>The header's value, strictly written.</summary>
    /// <exception cref="ArgumentException">A text of ours holds a control character.</exception>
    public string ToHeader() => new DigestWriter()
        .Quoted("username", Username)
        .Quoted("realm", Realm)
        .Quoted("nonce", Nonce)
        .Quoted("uri", Uri)
        .Token("algorithm", Algorithm.Token())
        .Token("qop", HasQop ? "auth" : null)
        .Token("nc", NonceCount)
        .Quoted("cnonce", ClientNonce)
        .Quoted("response", Response)
        .Quoted("opaque", Opaque)
        .ToString();

    /// <summary>For messages: who, not the proof.</summary>
    public override string ToString() => $"Digest credentials in realm {Realm}";
}
