using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.Protocols.Gat1400.Json;

// These write the standard's form. Reading goes through FieldReader, which names what is wrong instead of throwing.

internal sealed class BeijingTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BeijingTime.Parse(reader.GetString()) ?? throw new JsonException("Expected yyyyMMddHHmmss.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(BeijingTime.Format(value));
}

internal sealed class FlagConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() == "1";

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) => writer.WriteStringValue(value ? "1"u8 : "0"u8);
}

internal sealed class StatusCodeConverter : JsonConverter<StatusCode>
{
    public override StatusCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (StatusCode)int.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

    public override void Write(Utf8JsonWriter writer, StatusCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(((int)value).ToString(CultureInfo.InvariantCulture));
}
