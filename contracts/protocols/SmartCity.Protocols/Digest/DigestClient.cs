using System.Security.Cryptography;

namespace SmartCity.Protocols.Digest;

/// <summary>
/// The client's side of one conversation: remembers the last challenge and counts its nonce up. The caller sends without
/// credentials, gives the 401's challenges to <see cref="Take"/>, and sends again with <see cref="Authorize"/>.
/// Not safe for concurrent use.
/// </summary>
/// <param name="username">Who we are.</param>
/// <param name="password">In clear: which hash it goes into is the server's choice.</param>
/// <param name="newClientNonce">Makes client nonces; 16 random hexadecimal digits when null.</param>
public sealed class DigestClient(string username, string password, Func<string>? newClientNonce = null)
{
    private readonly Func<string> _newClientNonce = newClientNonce ?? (() => RandomNumberGenerator.GetHexString(16, lowercase: true));
    private DigestChallenge? _challenge;
    private uint _count;

    /// <summary>The credentials of the last <see cref="Authorize"/>, for checking the server's rspauth; null before.</summary>
    public DigestCredentials? Last { get; private set; }

    /// <summary>
    /// Takes the WWW-Authenticate values of a 401. False when trying again cannot help: none of them is one we speak, or
    /// our last answer was to a challenge of the same realm and the server does not call it stale, so the password is wrong.
    /// </summary>
    public bool Take(IEnumerable<string> headers)
    {
        if (DigestChallenge.Choose(headers) is not { } next) return false;
        var refused = _count > 0 && _challenge?.Realm == next.Realm && !next.Stale;
        (_challenge, _count) = (next, 0);
        return !refused;
    }

    /// <summary>Forgets the challenge, as before the first request.</summary>
    public void Forget() => (_challenge, _count, Last) = (null, 0, null);

    /// <summary>The Authorization value for a request, or null as long as there is no challenge.</summary>
    /// <param name="method">Upper case.</param>
    /// <param name="uri">Path and query, or the SIP request URI.</param>
    public string? Authorize(string method, string uri)
    {
        if (_challenge is null) return null;
        var secret = DigestSecret.FromPassword(_challenge.Algorithm, username, _challenge.Realm, password);
        Last = DigestCredentials.Answer(_challenge, username, secret, method, uri, _newClientNonce(), ++_count);
        return Last.ToHeader();
    }

    /// <summary>Checks the rspauth of an Authentication-Info: true when the server knows the password too.</summary>
    public bool IsServer(string rspauth) => Last is not null && DigestHash.EqualHex(
        DigestResponse.ComputeServer(Last, DigestSecret.FromPassword(Last.Algorithm, username, Last.Realm, password)), rspauth);
}
