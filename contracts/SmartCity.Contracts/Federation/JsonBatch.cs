using System.Buffers;
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
        try
        {
            var attributes = new CloudEventAttributes(name => CloudEventHttp.Text(element, name));
            attributes.Required("position");
            return attributes.Read(lane, now, CloudEventJson.ReadData(element));
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"event {index}: {wrong.Message}", wrong);
        }
    }
}
