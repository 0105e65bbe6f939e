using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SmartCity.Alarms.Notification;

/// <summary>
/// The signature of the Standard Webhooks convention: HMAC-SHA256 over id, time and body, in headers <c>webhook-id</c>,
/// <c>webhook-timestamp</c> (seconds since 1970) and <c>webhook-signature</c> (<c>v1,</c> and base64).
/// </summary>
internal sealed class WebhookSignature
{
    private const string Prefix = "whsec_";
    private readonly byte[] key;

    private WebhookSignature(byte[] key) => this.key = key;

    /// <summary>Reads a secret; null when it is none.</summary>
    public static WebhookSignature? TryParse(string secret)
    {
        secret = secret.Trim();
        var bytes = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length) && length is >= 24 and <= 64
            ? new(bytes[..length]) : null;
    }

    /// <summary>The headers of a request, the time being when it is sent: a receiver refuses an old one, so that a copy is worth nothing.</summary>
    public IEnumerable<(string Name, string Value)> Headers(string id, DateTimeOffset now, string body)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        yield return ("webhook-id", id);
        yield return ("webhook-timestamp", seconds);
        yield return ("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{seconds}.{body}"))));
    }
}
