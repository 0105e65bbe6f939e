using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;
using SmartCity.Bus.Importing;

namespace SmartCity.Bus.Errors;

/// <summary>A message that ended in an error queue.</summary>
/// <param name="Key">Says which: derived from its bytes, so that a repetition has the same.</param>
/// <param name="Reason">Why, a word that stays the same.</param>
/// <param name="Detail">Why, in full.</param>
/// <param name="Failed">When it ended here.</param>
/// <param name="Source">Its CloudEvents source, when it has one that can be read.</param>
/// <param name="Id">Its CloudEvents id.</param>
/// <param name="Type">Its CloudEvents type.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record ErrorMessage(string Key, string? Reason, string? Detail, DateTimeOffset? Failed, string? Source, string? Id, string? Type, int Bytes)
{
    private const string ReasonHeader = "smartcity-reason";
    private const string DetailHeader = "smartcity-detail";
    private const string FailedHeader = "smartcity-failed";

    public static ErrorMessage Of(BasicGetResult found)
    {
        var foreign = ForeignEvent.Read(found.Body).Event;
        var headers = found.BasicProperties.Headers;
        return new(KeyOf(found.Body), Text(headers, ReasonHeader), Text(headers, DetailHeader),
            DateTimeOffset.TryParse(Text(headers, FailedHeader), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var failed) ? failed : null,
            foreign?.Source, foreign?.Id, foreign?.Type, found.Body.Length);
    }

    /// <summary>The properties with which a message goes into the error queue.</summary>
    public static BasicProperties FailedProperties(IReadOnlyBasicProperties? of, Refusal refusal, DateTimeOffset now)
    {
        var properties = Plain(of);
        properties.Headers![ReasonHeader] = refusal.Reason;
        properties.Headers[DetailHeader] = refusal.Detail;
        properties.Headers[FailedHeader] = now.ToString("O", CultureInfo.InvariantCulture);
        return properties;
    }

    /// <summary>The properties with which it came, persistent and for ever.</summary>
    public static BasicProperties Plain(IReadOnlyBasicProperties? of)
    {
        var properties = of is null ? new BasicProperties() : new BasicProperties(of);
        properties.DeliveryMode = DeliveryModes.Persistent;
        properties.ClearExpiration();
        // Checked by the broker against who we are.
        properties.ClearUserId();
        properties.Headers = (of?.Headers ?? new Dictionary<string, object?>()).Where(header => header.Key is not (ReasonHeader or DetailHeader or FailedHeader)).ToDictionary();
        return properties;
    }

    public static string KeyOf(ReadOnlyMemory<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body.Span).AsSpan(0, 8));

    private static string? Text(IDictionary<string, object?>? headers, string name) => headers?.TryGetValue(name, out var value) != true ? null : value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => value?.ToString(),
    };
}
