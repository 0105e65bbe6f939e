using System.Text.Json;
using SmartCity.Contracts;

namespace SmartCity.Alarms.Raising;

/// <summary>What an event says to the duty officer. Reading throws on no event, known or not.</summary>
/// <param name="Matter">What it is about.</param>
/// <param name="Part">What of it; empty for the whole.</param>
/// <param name="Kind">What is the matter; null when it is over.</param>
internal sealed record Facts(KnownType Type, string Matter, string Part, string? Kind, string Title, string EnglishTitle)
{
    public string? Detail { get; init; }
    public double? Longitude { get; init; }
    public double? Latitude { get; init; }

    public static Facts Read(EventEnvelope envelope)
    {
        var type = KnownTypes.Find(envelope.Type) ?? KnownTypes.Unknown(envelope.Type);
        var data = Data(envelope);
        var (longitude, latitude) = Place(data);
        return new(type, Template.Fill(type.Matter, envelope, data), Template.Fill(type.Part, envelope, data),
            type.Ends ? null : type.Kind is { } kind ? kind(data) : type.Type,
            Template.Fill(type.Title, envelope, data), Template.Fill(type.EnglishTitle, envelope, data))
        {
            Detail = type.Detail is null || Member(data, type.Detail) is not { ValueKind: JsonValueKind.String } ? null : Template.Fill($"{{{type.Detail}}}", envelope, data),
            Longitude = longitude,
            Latitude = latitude,
        };
    }

    private static JsonElement Data(EventEnvelope envelope)
    {
        try
        {
            if (envelope.ContentType != EventEnvelope.Json)
                return default;
            using var document = JsonDocument.Parse(envelope.Data);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static (double?, double?) Place(JsonElement data)
    {
        var at = Member(data, "place") ?? Member(data, "position") ?? data;
        return Degrees(at, "longitude", 180) is { } longitude && Degrees(at, "latitude", 90) is { } latitude ? (longitude, latitude) : (null, null);
    }

    private static double? Degrees(JsonElement at, string name, double most) =>
        Member(at, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static JsonElement? Member(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;
}
