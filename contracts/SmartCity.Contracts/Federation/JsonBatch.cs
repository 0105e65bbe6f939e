using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace SmartCity.Contracts.Federation;

/// <summary>A batch as a JSON array of CloudEvents (CloudEvents 1.0 JSON format, section 4).</summary>
internal static class JsonBatch
{
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<EventEnvelope> events, DateTimeOffset now)
    {
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = EventJson.Options.Encoder });
        writer.WriteStartArray();
        foreach (var envelope in events)
            CloudEventJson.Write(writer, envelope, now);
        writer.WriteEndArray();
    }

    public static List<EventEnvelope> Read(ReadOnlyMemory<byte> input, Lane lane, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(input, new JsonDocumentOptions { MaxDepth = 32 });
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw new FormatException("the batch is not a JSON array");
        if (document.RootElement.GetArrayLength() > EventBatch.MaxEvents)
            throw new FormatException($"the batch holds more than {EventBatch.MaxEvents} events");
        return [.. document.RootElement.EnumerateArray().Select((element, index) => Read(element, lane, now, index))];
    }

    private static EventEnvelope Read(JsonElement element, Lane lane, DateTimeOffset now, int index)
    {
        string Required(string name) => Optional(name) ?? throw new FormatException($"event {index}: {name} is missing");
        string? Optional(string name) => element.TryGetProperty(name, out var value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw new FormatException($"event {index}: {name} is not a string") : null;
        long Number(string name, NumberStyles style = NumberStyles.None) => long.TryParse(Required(name), style, CultureInfo.InvariantCulture, out var number)
            ? number : throw new FormatException($"event {index}: {name} is not a number");
        DateTimeOffset Time(string name) => DateTimeOffset.TryParse(Required(name), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) && HasOffset(Required(name))
            ? time : throw new FormatException($"event {index}: {name} is not a time with offset (RFC 3339)");
        var contentType = Optional("datacontenttype") ?? EventEnvelope.Json;
        return new EventEnvelope
        {
            Lane = lane,
            Position = Number("position"),
            Type = Required("type"),
            Subject = Required("subject"),
            Division = Required("division"),
            Time = Time("time"),
            RecordedTime = Time("recordedtime"),
            Origin = Required("origin"),
            Epoch = Number("epoch", NumberStyles.HexNumber),
            OriginPosition = Number("originposition"),
            Audience = Optional("audience"),
            ValidUntil = element.TryGetProperty("validforms", out var left) ? now.AddMilliseconds(Math.Clamp(left.GetInt64(), 0, 1L << 40)) : null,
            TraceParent = Optional("traceparent"),
            CorrelationId = Optional("correlationid"),
            CausationId = Optional("causationid"),
            ContentType = contentType,
            Hops = Optional("hops"),
            Recovered = element.TryGetProperty("recovered", out var recovered) && recovered.ValueKind == JsonValueKind.True,
            Data = element.TryGetProperty("data_base64", out var base64) ? base64.GetBytesFromBase64()
                : element.TryGetProperty("data", out var data) ? System.Text.Encoding.UTF8.GetBytes(data.GetRawText())
                : throw new FormatException($"event {index}: data is missing"),
        };
    }

    // A time without an offset would be read in this machine's zone: Z, or a sign six characters before the end.
    private static bool HasOffset(string time) => time.EndsWith('Z') || time.Length > 6 && time[^6] is ('+' or '-');
}
