using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Protocols.Digest;

/// <summary>
/// What is kept instead of a password: HA1 = H(username:realm:password) (RFC 7616 §3.4.2). It opens this realm for this
/// user only, but within it is worth as much as the password: it is stored and shown like one, and never printed.
/// </summary>
public sealed class DigestSecret
{
    private DigestSecret(DigestAlgorithm algorithm, string ha1) => (Algorithm, Ha1) = (algorithm, ha1);

    /// <summary>The hash it was made with: <see cref="DigestAlgorithm.Md5"/> or <see cref="DigestAlgorithm.Sha256"/>.</summary>
    public DigestAlgorithm Algorithm { get; }

    /// <summary>HA1 in lower-case hexadecimal, 32 or 64 digits. For storing; nothing else needs it.</summary>
    public string Ha1 { get; }

    /// <summary>Makes the secret of a password (UTF-8). <paramref name="algorithm"/> may be a session variant; its hash counts.</summary>
    public static DigestSecret FromPassword(DigestAlgorithm algorithm, string username, string realm, string password) =>
        new(algorithm.Hash(), DigestHash.Hex(algorithm, $"{username}:{realm}:{password}"));

    /// <summary>Takes a stored HA1, either case. False when it is not as many hexadecimal digits as the hash has.</summary>
    public static bool TryFromHa1(DigestAlgorithm algorithm, string? ha1, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out DigestSecret? secret)
    {
        var valid = ha1?.Length == algorithm.HexLength() && ha1.All(char.IsAsciiHexDigit);
        secret = valid ? new(algorithm.Hash(), ha1!.ToLowerInvariant()) : null;
        return valid;
    }

    /// <summary>Never the secret itself.</summary>
    public override string ToString() => $"{Algorithm.Token()} secret";
}

internal static class DigestHash
{
    public static string Hex(DigestAlgorithm algorithm, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Convert.ToHexStringLower(algorithm.Hash() is DigestAlgorithm.Md5 ? MD5.HashData(bytes) : SHA256.HashData(bytes));
    }

    public static bool EqualHex(string expected, string actual) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(actual.ToLowerInvariant()));
}
