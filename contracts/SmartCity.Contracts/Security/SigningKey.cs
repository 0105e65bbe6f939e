using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SmartCity.Contracts.Security;

/// <summary>An ES256 key (ECDSA on P-256) that signs tokens. Its private half never leaves the file it was made in.</summary>
public sealed class SigningKey
{
    private SigningKey(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        Public = new PublicKey(Base64UrlEncoder.Encode(parameters.Q.X!), Base64UrlEncoder.Encode(parameters.Q.Y!));
        Security = new ECDsaSecurityKey(key) { KeyId = Public.KeyId };
    }

    /// <summary>The half that others may know.</summary>
    public PublicKey Public { get; }

    internal ECDsaSecurityKey Security { get; }

    /// <summary>Signs bytes (ECDSA on P-256 with SHA-256, the form of JWS), base64url.</summary>
    public string Sign(ReadOnlySpan<byte> data) => Base64UrlEncoder.Encode(Security.ECDsa.SignData(data.ToArray(), HashAlgorithmName.SHA256));

    /// <summary>Makes a key.</summary>
    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads the key in a file, or makes one and writes it there, readable by its owner alone (mode 0600).</summary>
    public static SigningKey LoadOrCreate(string path)
    {
        if (File.Exists(path))
            return Load(path);
        var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // Another process of the node may be making it as well: the first one's holds.
        return PrivateFile.WriteNew(path, made.ExportPkcs8PrivateKeyPem()) ? new SigningKey(made) : Load(path);
    }

    private static SigningKey Load(string path)
    {
        var stored = ECDsa.Create();
        stored.ImportFromPem(File.ReadAllText(path));
        return new SigningKey(stored);
    }
}

/// <summary>The public half of an ES256 key, written as a JSON Web Key (RFC 7517).</summary>
/// <param name="X">Coordinate x, base64url.</param>
/// <param name="Y">Coordinate y, base64url.</param>
public sealed record PublicKey(string X, string Y)
{
    /// <summary>The key's name: its thumbprint by RFC 7638.</summary>
    public string KeyId => Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")));

    /// <summary>As a JSON Web Key.</summary>
    public string ToJwk() => $$"""{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig","kid":"{{KeyId}}","x":"{{X}}","y":"{{Y}}"}""";

    /// <summary>Reads a JSON Web Key; null unless it is a valid EC key on P-256.</summary>
    public static PublicKey? TryParse(string? jwk)
    {
        try
        {
            using var json = JsonDocument.Parse(jwk ?? "");
            var key = new PublicKey(json.RootElement.GetProperty("x").GetString()!, json.RootElement.GetProperty("y").GetString()!);
            using var check = key.Import();
            return json.RootElement.GetProperty("crv").GetString() == "P-256" ? key : null;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    /// <summary>Whether a signature of <see cref="SigningKey.Sign"/> is this key's over these bytes. No exception on input.</summary>
    public bool Verify(ReadOnlySpan<byte> data, string? signature)
    {
        try
        {
            return Security().ECDsa.VerifyData(data, Base64UrlEncoder.DecodeBytes(signature ?? ""), HashAlgorithmName.SHA256);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return false;
        }
    }

    // Importing a point costs more than checking a signature with it: once for each key, for as long as somebody holds it.
    private static readonly ConditionalWeakTable<PublicKey, ECDsaSecurityKey> Imported = [];

    internal ECDsaSecurityKey Security() => Imported.GetValue(this, static key => new(key.Import()) { KeyId = key.KeyId });

    private ECDsa Import() => ECDsa.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(X), Y = Base64UrlEncoder.DecodeBytes(Y) },
    });
}

/// <summary>Files that hold secrets.</summary>
public static class PrivateFile
{
    /// <summary>Writes a file whole or not at all, readable by its owner alone (mode 0600), replacing what was there.</summary>
    public static void Write(string path, string text) => File.Move(WriteBeside(path, text), path, overwrite: true);

    /// <summary>Writes a file whole or not at all, readable by its owner alone, unless there is one already.</summary>
    /// <returns>False when there was one; it is as it was.</returns>
    public static bool WriteNew(string path, string text)
    {
        var beside = WriteBeside(path, text);
        try
        {
            File.Move(beside, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(beside);
            return false;
        }
    }

    private static string WriteBeside(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(temporary, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
        file.Write(text);
        file.Flush();
        ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        return temporary;
    }
}
