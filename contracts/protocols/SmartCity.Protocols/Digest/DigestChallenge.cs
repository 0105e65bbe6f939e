namespace SmartCity.Protocols.Digest;

/// <summary>The value of a WWW-Authenticate (or SIP Proxy-Authenticate) header: RFC 7616 §3.3.</summary>
/// <param name="Realm">Which passwords are meant.</param>
/// <param name="Nonce">The server's number for this conversation, any text.</param>
/// <param name="Algorithm">MD5 when the header names none.</param>
/// <param name="OffersAuth">True when qop offers <c>auth</c>; false for a server of RFC 2069 that names no qop.</param>
/// <param name="Opaque">To be sent back unchanged, or null.</param>
/// <param name="Stale">True: the password was right, the nonce too old; try again without asking anyone.</param>
public sealed record DigestChallenge(
    string Realm, string Nonce, DigestAlgorithm Algorithm = DigestAlgorithm.Md5, bool OffersAuth = true, string? Opaque = null, bool Stale = false)
{
    /// <summary>Reads one challenge leniently. Never throws on input; on an error <paramref name="challenge"/> is null.</summary>
    public static DigestError TryParse(string? header, out DigestChallenge? challenge)
    {
        challenge = null;
        var error = DigestFields.TryRead(header, out var fields);
        if (error is not DigestError.None) return error;
        if (!fields.TryGetValue("realm", out var realm) || !fields.TryGetValue("nonce", out var nonce)) return DigestError.MissingField;
        if (!DigestAlgorithms.TryParse(fields.GetValueOrDefault("algorithm"), out var algorithm)) return DigestError.UnknownAlgorithm;
        var qop = fields.GetValueOrDefault("qop", "");
        var offersAuth = qop.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains("auth", StringComparer.OrdinalIgnoreCase);
        if (!offersAuth && qop.Trim().Length > 0) return DigestError.UnknownQop;
        var stale = string.Equals(fields.GetValueOrDefault("stale"), "true", StringComparison.OrdinalIgnoreCase);
        challenge = new(realm, nonce, algorithm, offersAuth, fields.GetValueOrDefault("opaque"), stale);
        return DigestError.None;
    }

    /// <summary>Of several challenges the first we can answer (the server lists its preference first, RFC 7616 §3.7), or null.</summary>
    public static DigestChallenge? Choose(IEnumerable<string> headers)
    {
        foreach (var header in headers)
            if (TryParse(header, out var challenge) is DigestError.None) return challenge;
        return null;
    }

    /// <summary>The header's value, strictly written.</summary>
    /// <exception cref="ArgumentException">A text of ours holds a control character.</exception>
    public override string ToString() => new DigestWriter()
        .Quoted("realm", Realm)
        .Quoted("qop", OffersAuth ? "auth" : null)
        .Token("algorithm", Algorithm.Token())
        .Quoted("nonce", Nonce)
        .Quoted("opaque", Opaque)
        .Token("stale", Stale ? "true" : null)
        .ToString();
}
