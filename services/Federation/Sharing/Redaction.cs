using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmartCity.Contracts.Codes;

namespace SmartCity.Federation.Sharing;

/// <summary>
/// Shows the form of an event's data and nothing that may be about a person. What is shown is named, not what is hidden:
/// numbers, yes and no, times and codes of divisions; of any other text its length alone, and of places a tenth of a degree.
/// </summary>
internal static class Redaction
{
    public static JsonElement Show(ReadOnlyMemory<byte> data)
    {
        try
        {
            return JsonSerializer.SerializeToElement(Show(JsonNode.Parse(data.Span), ""));
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement($"({data.Length} bytes)");
        }
    }

    private static JsonNode? Show(JsonNode? node, string name) => node switch
    {
        JsonObject named => new JsonObject(named.Select(pair => KeyValuePair.Create(pair.Key, Show(pair.Value, pair.Key)))),
        JsonArray items => new JsonArray([.. items.Take(3).Select(item => Show(item, name))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>()),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && (name.EndsWith("ongitude", StringComparison.Ordinal) || name.EndsWith("atitude", StringComparison.Ordinal)) => Math.Round(value.GetValue<double>(), 1),
        _ => node?.DeepClone(),
    };

    private static JsonNode Text(string text) =>
        Divisions.Find(text) is not null || text.Length >= 20 && DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? text : string.Create(CultureInfo.InvariantCulture, $"({text.Length} 字 characters)");
}
