using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.Contracts.Security;

/// <summary>
/// Who may come in at a gateway, as the city's federation says it. It travels as a compact JWS (RFC 7515), ES256,
/// header <c>typ</c> = <see cref="Type"/>, signed by a key that the gateway has pinned.
/// </summary>
/// <param name="Version">Rises with every change; a reader refuses to go back.</param>
/// <param name="Issued">When it was signed.</param>
/// <param name="Nodes">The nodes enrolled, revoked ones among them.</param>
/// <param name="OperatorIssuers">Whose operators may come in.</param>
public sealed record NodeDirectory(long Version, DateTimeOffset Issued, IReadOnlyList<DirectoryNode> Nodes, IReadOnlyList<DirectoryIssuer> OperatorIssuers)
{
    /// <summary>The JWS header's <c>typ</c>: nothing else that the same key signs can pass for a directory.</summary>
    public const string Type = "node-directory+jws";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Signs it; the compact JWS.</summary>
    public string Sign(SigningKey key)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new Header("ES256", Type, key.Public.KeyId), Json);
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(JsonSerializer.SerializeToUtf8Bytes(this, Json))}";
        return $"{signed}.{Base64UrlEncoder.Encode(key.Security.ECDsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Reads a directory; null unless it is whole and the pinned key signed it. No exception on input.</summary>
    /// <param name="jws">The compact form.</param>
    /// <param name="pinned">The one key accepted; the key the header names is not asked.</param>
    public static NodeDirectory? Verify(string jws, PublicKey pinned)
    {
        var parts = jws.Split('.');
        if (parts.Length != 3)
            return null;
        try
        {
            if (JsonSerializer.Deserialize<Header>(Base64UrlEncoder.DecodeBytes(parts[0]), Json) is not { Alg: "ES256", Typ: Type } || !IsSigned(parts, pinned))
                return null;
            return JsonSerializer.Deserialize<NodeDirectory>(Base64UrlEncoder.DecodeBytes(parts[1]), Json);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static bool IsSigned(string[] parts, PublicKey pinned) =>
        pinned.Security().ECDsa.VerifyData(Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}"), Base64UrlEncoder.DecodeBytes(parts[2]), HashAlgorithmName.SHA256);

    private sealed record Header(string Alg, string Typ, string Kid);
}

/// <summary>A node in the directory.</summary>
/// <param name="Id">Its id, issuer of its tokens.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Key">Its public key, a JSON Web Key.</param>
/// <param name="Revoked">Nothing of it is accepted any more.</param>
/// <param name="Divisions">GB/T 2260 codes of the divisions it acts for.</param>
/// <param name="RequestsPerSecond">Requests per second, bursts of some seconds allowed; 0 for the gateway's default.</param>
/// <param name="BytesPerSecond">Body bytes per second it may send; 0 for the gateway's default.</param>
/// <param name="MaxBodyBytes">Largest body of one request, bytes; 0 for the gateway's default.</param>
public sealed record DirectoryNode(
    string Id, string Name, string Key, bool Revoked, IReadOnlyList<string> Divisions, int RequestsPerSecond, long BytesPerSecond, long MaxBodyBytes);

/// <summary>An issuer of operators' tokens in the directory.</summary>
/// <param name="Name">The issuer's name, claim <c>iss</c>.</param>
/// <param name="Key">Its public key, a JSON Web Key.</param>
/// <param name="Rights">The rights it may grant, each <c>module:action:division</c>; a token's rights beyond these are ignored. Empty for all.</param>
/// <param name="LoopbackOnly">A key made for one machine: ignored by a gateway that listens beyond loopback.</param>
public sealed record DirectoryIssuer(string Name, string Key, IReadOnlyList<string> Rights, bool LoopbackOnly);
