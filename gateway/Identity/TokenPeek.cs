using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Identity;

/// <summary>What a token says of itself, before anybody has verified it: enough to choose how to verify, never to trust.</summary>
internal readonly record struct TokenPeek(string? Kind, string? Audience)
{
    /// <summary>Reads the payload; nothing of one that cannot be read, which verification then refuses.</summary>
    public static TokenPeek Of(string token)
    {
        var from = token.IndexOf('.') + 1;
        var to = token.IndexOf('.', from);
        if (from == 0 || to < 0 || to - from > 16 * 1024)
            return default;
        try
        {
            return Read(Base64Url.DecodeFromChars(token.AsSpan(from, to - from)));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return default;
        }
    }

    private static TokenPeek Read(ReadOnlySpan<byte> payload)
    {
        var (kind, audience) = ((string?)null, (string?)null);
        var json = new Utf8JsonReader(payload);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var (isKind, isAudience) = (json.ValueTextEquals(Encoding.UTF8.GetBytes(TokenClaims.Kind)), json.ValueTextEquals("aud"u8));
            json.Read();
            if (isKind && json.TokenType == JsonTokenType.String)
                kind = json.GetString();
            else if (isAudience && json.TokenType == JsonTokenType.String)
                audience = json.GetString();
            else
                json.Skip();
        }
        return new(kind, audience);
    }
}
