using System.Text.Json;

namespace SmartCity.Contracts;

/// <summary>An event as CloudEvents 1.0 JSON in structured mode (<c>application/cloudevents+json</c>).</summary>
public static class CloudEventJson
{
    /// <summary>Media type of one event.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>Writes an event. JSON data is written as it stands, without being parsed; other data as <c>data_base64</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="envelope">The event.</param>
    /// <param name="sent">When it is sent to another node: validity is then written as time left, <c>validforms</c>; null to write the instant.</param>
    public static void Write(Utf8JsonWriter writer, EventEnvelope envelope, DateTimeOffset? sent = null)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, envelope.Id);
        writer.WriteString("source"u8, envelope.Source);
        writer.WriteString("type"u8, envelope.Type);
        writer.WriteString("subject"u8, envelope.Subject);
        writer.WriteString("time"u8, envelope.Time);
        writer.WriteString("datacontenttype"u8, envelope.ContentType);
        writer.WriteString("lane"u8, envelope.Lane.ToString());
        writer.WriteString("division"u8, envelope.Division);
        writer.WriteString("recordedtime"u8, envelope.RecordedTime);
        writer.WriteString("origin"u8, envelope.Origin);
        writer.WriteString("epoch"u8, envelope.Epoch.ToString("x"));
        writer.WriteString("originposition"u8, envelope.OriginPosition.ToString());
        if (envelope.Position != 0)
            writer.WriteString("position"u8, envelope.Position.ToString());
        Optional(writer, "audience"u8, envelope.Audience);
        if (envelope.ValidUntil is { } until && sent is { } now)
            writer.WriteNumber("validforms"u8, Math.Max(0, (long)(until - now).TotalMilliseconds));
        else if (envelope.ValidUntil is { } instant)
            writer.WriteString("validuntil"u8, instant);
        Optional(writer, "traceparent"u8, envelope.TraceParent);
        Optional(writer, "correlationid"u8, envelope.CorrelationId);
        Optional(writer, "causationid"u8, envelope.CausationId);
        Optional(writer, "hops"u8, envelope.Hops);
        if (envelope.Recovered)
            writer.WriteBoolean("recovered"u8, true);
        if (envelope.ContentType == EventEnvelope.Json)
        {
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(envelope.Data.Span, skipInputValidation: true);
        }
        else
            writer.WriteBase64String("data_base64"u8, envelope.Data.Span);
        writer.WriteEndObject();
    }

    /// <summary>Writes an event as UTF-8.</summary>
    public static byte[] Write(EventEnvelope envelope)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512 + envelope.Data.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Options.Encoder }))
            Write(writer, envelope);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An event as a JSON element, for answers that hold several.</summary>
    public static JsonElement Parse(EventEnvelope envelope)
    {
        using var document = JsonDocument.Parse(Write(envelope));
        return document.RootElement.Clone();
    }

    /// <summary>The data of an event in structured mode, JSON exactly as it stands.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    internal static ReadOnlyMemory<byte> ReadData(JsonElement element) =>
        element.TryGetProperty("data_base64", out var base64) ? base64.GetBytesFromBase64()
        : element.TryGetProperty("data", out var data) ? System.Text.Encoding.UTF8.GetBytes(data.GetRawText())
        : throw new FormatException("data is missing");

    private static void Optional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
