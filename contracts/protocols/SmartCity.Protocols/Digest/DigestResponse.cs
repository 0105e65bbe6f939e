namespace SmartCity.Protocols.Digest;

/// <summary>The arithmetic of RFC 7616 §3.4: <c>response</c> of a request and <c>rspauth</c> of its answer.</summary>
public static class DigestResponse
{
    /// <summary>
    /// The response for the credentials' own nonce, nc, cnonce, qop and uri, in lower-case hexadecimal.
    /// Without qop it is the form of RFC 2069, still sent by old cameras.
    /// </summary>
    /// <param name="credentials">Its <see cref="DigestCredentials.Response"/> is not looked at.</param>
    /// <param name="secret">HA1 of the user.</param>
    /// <param name="method">The request's method in upper case: <c>POST</c>, <c>REGISTER</c>.</param>
    public static string Compute(DigestCredentials credentials, DigestSecret secret, string method) =>
        Of(credentials, secret, $"{method}:{credentials.Uri}");

    /// <summary>What the server proves it knows the secret with (<c>rspauth</c>, RFC 7616 §3.5): as the response, without a method.</summary>
    public static string ComputeServer(DigestCredentials credentials, DigestSecret secret) =>
        Of(credentials, secret, $":{credentials.Uri}");

    private static string Of(DigestCredentials credentials, DigestSecret secret, string a2)
    {
        var algorithm = credentials.Algorithm;
        var ha1 = algorithm.IsSession()
            ? DigestHash.Hex(algorithm, $"{secret.Ha1}:{credentials.Nonce}:{credentials.ClientNonce}")
            : secret.Ha1;
        var ha2 = DigestHash.Hex(algorithm, a2);
        return DigestHash.Hex(algorithm, credentials.HasQop
            ? $"{ha1}:{credentials.Nonce}:{credentials.NonceCount}:{credentials.ClientNonce}:auth:{ha2}"
            : $"{ha1}:{credentials.Nonce}:{ha2}");
    }
}
