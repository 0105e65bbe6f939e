using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace SmartCity.Contracts;

/// <summary>How event data is written as JSON: camelCase names, enums by name, times with offset, Chinese left readable.</summary>
public static class EventJson
{
    /// <summary>The one set of options for event data.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes an event's data.</summary>
    public static byte[] Write(IEvent data) => JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), Options);

    /// <summary>Reads an event's data as the record its type names.</summary>
    /// <exception cref="EventDataException">The type is unknown here, or the data is not what the type promises.</exception>
    public static IEvent Read(EventEnvelope envelope)
    {
        var type = EventTypes.Find(envelope.Type) ?? throw new EventDataException($"{envelope.Id}: this build does not know the type {envelope.Type}.", null);
        try
        {
            return (IEvent)(JsonSerializer.Deserialize(envelope.Data.Span, type.Clr, Options) ?? throw new JsonException("the data is null"));
        }
        catch (JsonException exception)
        {
            throw new EventDataException($"{envelope.Id} ({envelope.Type}): the data is not a {type.Clr.Name}: {exception.Message}", exception);
        }
    }
}

/// <summary>An event's data cannot be read as its type. Trying again will not help: the event is to be parked.</summary>
public sealed class EventDataException(string message, Exception? inner) : Exception(message, inner);
