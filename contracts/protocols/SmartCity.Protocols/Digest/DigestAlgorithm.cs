namespace SmartCity.Protocols.Digest;

/// <summary>The digest algorithms both sides of ours speak: RFC 2617 §3.2.1 (MD5) and RFC 7616 §3.3 (SHA-256). Default of the wire: MD5.</summary>
public enum DigestAlgorithm : byte
{
    /// <summary><c>MD5</c>: what every GA/T 1400 and GB/T 28181 device speaks; also meant when no algorithm is named.</summary>
    Md5 = 0,

    /// <summary><c>MD5-sess</c>: HA1 is hashed once more with the nonces of the first request.</summary>
    Md5Session,

    /// <summary><c>SHA-256</c>.</summary>
    Sha256,

    /// <summary><c>SHA-256-sess</c>.</summary>
    Sha256Session,
}

/// <summary>The names of the algorithms on the wire, and which hash each uses.</summary>
public static class DigestAlgorithms
{
    /// <summary>The token as RFC 7616 writes it, e.g. <c>SHA-256-sess</c>.</summary>
    public static string Token(this DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => "MD5",
        DigestAlgorithm.Md5Session => "MD5-sess",
        DigestAlgorithm.Sha256 => "SHA-256",
        DigestAlgorithm.Sha256Session => "SHA-256-sess",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "Expected MD5, MD5-sess, SHA-256 or SHA-256-sess."),
    };

    /// <summary>Reads a token in any case; null and empty mean MD5 (RFC 2617 §3.2.1). False for a name we do not speak.</summary>
    public static bool TryParse(string? token, out DigestAlgorithm algorithm)
    {
        DigestAlgorithm? found = token?.Trim().ToUpperInvariant() switch
        {
            null or "" or "MD5" => DigestAlgorithm.Md5,
            "MD5-SESS" => DigestAlgorithm.Md5Session,
            "SHA-256" or "SHA256" => DigestAlgorithm.Sha256,
            "SHA-256-SESS" or "SHA256-SESS" => DigestAlgorithm.Sha256Session,
            _ => null,
        };
        algorithm = found ?? default;
        return found is not null;
    }

    /// <summary>True for the <c>-sess</c> variants.</summary>
    public static bool IsSession(this DigestAlgorithm algorithm) => algorithm is DigestAlgorithm.Md5Session or DigestAlgorithm.Sha256Session;

    /// <summary>The algorithm without <c>-sess</c>: the hash a stored secret was made with.</summary>
    public static DigestAlgorithm Hash(this DigestAlgorithm algorithm) =>
        algorithm is DigestAlgorithm.Md5 or DigestAlgorithm.Md5Session ? DigestAlgorithm.Md5 : DigestAlgorithm.Sha256;

    /// <summary>Hexadecimal digits of a hash: 32 for MD5, 64 for SHA-256.</summary>
    public static int HexLength(this DigestAlgorithm algorithm) => algorithm.Hash() is DigestAlgorithm.Md5 ? 32 : 64;
}
