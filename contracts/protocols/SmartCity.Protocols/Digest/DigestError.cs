namespace SmartCity.Protocols.Digest;

/// <summary>Why a WWW-Authenticate or Authorization value could not be read. Parsers return it; they do not throw on input.</summary>
public enum DigestError : byte
{
    /// <summary>It was read.</summary>
    None = 0,

    /// <summary>The value is of another scheme (Basic, Bearer), or empty.</summary>
    NotDigest,

    /// <summary>Longer than <see cref="DigestFields.MaxLength"/> characters or more than <see cref="DigestFields.MaxFields"/> fields.</summary>
    TooLong,

    /// <summary>Not a list of <c>name=value</c>: a quote is not closed, a name or an equals sign is missing, a control character stands in it.</summary>
    Malformed,

    /// <summary>A field stands there twice: two readers could take different ones, so neither is taken.</summary>
    DuplicateField,

    /// <summary>A field that is always needed is missing: realm and nonce in a challenge; username, realm, nonce, uri and response in credentials; nc and cnonce with qop.</summary>
    MissingField,

    /// <summary>An algorithm other than MD5 and SHA-256 and their <c>-sess</c> variants.</summary>
    UnknownAlgorithm,

    /// <summary>A quality of protection other than <c>auth</c> (<c>auth-int</c> alone is not spoken).</summary>
    UnknownQop,

    /// <summary><c>nc</c> is not one to eight hexadecimal digits, or zero.</summary>
    BadNonceCount,

    /// <summary>The response is not as many hexadecimal digits as the algorithm's hash has.</summary>
    BadResponse,
}
