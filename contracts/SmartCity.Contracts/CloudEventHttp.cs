using System.Text;
using System.Text.Json;

namespace SmartCity.Contracts;

/// <summary>
/// One event as an HTTP message (CloudEvents HTTP protocol binding 1.0.2): in binary mode its attributes are headers
/// <c>ce-…</c> and the body is its data as it stands; in structured mode the body is <see cref="CloudEventJson"/>.
/// Events travel in batches between nodes; this is for those who take or bring one at a time.
/// </summary>
public static class CloudEventHttp
{
    private const string Prefix = "ce-";

    /// <summary>The headers of binary mode, without <c>Content-Type</c>, which is the event's content type.</summary>
    /// <param name="envelope">The event.</param>
    public static IEnumerable<KeyValuePair<string, string>> Headers(EventEnvelope envelope) =>
        from member in CloudEventJson.Parse(envelope with { Data = "null"u8.ToArray() }).EnumerateObject()
        where member.Name is not ("data" or "data_base64" or "datacontenttype")
        select KeyValuePair.Create(Prefix + member.Name, Encode(member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText()));

    /// <summary>Reads an event out of a request or answer in either mode; null and the reason when it is none. Never throws on input.</summary>
    /// <param name="contentType">Its <c>Content-Type</c>: <see cref="CloudEventJson.MediaType"/> says structured mode, anything else binary.</param>
    /// <param name="header">The value of a header; null when it is not there.</param>
    /// <param name="body">The whole body; the caller bounds it.</param>
    /// <param name="now">When it was received: a validity given as time left counts from here.</param>
    /// <param name="mistake">What is wrong, and what was expected.</param>
    public static EventEnvelope? Read(string? contentType, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now, out string? mistake)
    {
        try
        {
            var envelope = IsStructured(contentType) ? ReadStructured(body, now) : ReadBinary(contentType, header, body, now);
            mistake = envelope.Data.Length > EventEnvelope.MaxDataBytes ? $"data has {envelope.Data.Length} bytes; expected at most {EventEnvelope.MaxDataBytes}" : null;
            return mistake is null ? envelope : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException or InvalidOperationException)
        {
            mistake = exception.Message;
            return null;
        }
    }

    private static bool IsStructured(string? contentType) =>
        contentType?.StartsWith(CloudEventJson.MediaType, StringComparison.OrdinalIgnoreCase) == true;

    private static EventEnvelope ReadBinary(string? contentType, Func<string, string?> header, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        Read(new(name => name == "datacontenttype" ? contentType : header(Prefix + name) is { } value ? Decode(value) : null), now, body);

    private static EventEnvelope ReadStructured(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException("the body is not a JSON object");
        return Read(new(name => Text(root, name)), now, CloudEventJson.ReadData(root));
    }

    private static EventEnvelope Read(CloudEventAttributes attributes, DateTimeOffset now, ReadOnlyMemory<byte> data)
    {
        if (attributes.Required("specversion") is not "1.0" and var version)
            throw new FormatException($"specversion is {version}; expected 1.0");
        var lane = Lanes.Find(attributes.Required("lane")) ?? throw new FormatException($"lane is not one of {string.Join(", ", Lanes.All)}");
        var envelope = attributes.Read(lane, now, data);
        if (attributes.Required("id") != envelope.Id)
            throw new FormatException($"id is not {envelope.Id}, which origin, epoch and originposition say");
        return attributes.Required("source") == envelope.Source ? envelope : throw new FormatException($"source is not {envelope.Source}, which origin and type say");
    }

    /// <summary>An attribute's canonical text (CloudEvents 1.0, type system); null when it is not there.</summary>
    /// <exception cref="FormatException">Its JSON type is not the attribute's.</exception>
    internal static string? Text(JsonElement owner, string name) => !owner.TryGetProperty(name, out var value) ? null : (name, value.ValueKind) switch
    {
        ("validforms", JsonValueKind.Number) or ("recovered", JsonValueKind.True or JsonValueKind.False) => value.GetRawText(),
        ("validforms", _) => throw new FormatException("validforms is not a number"),
        ("recovered", _) => throw new FormatException("recovered is not true or false"),
        (_, JsonValueKind.String) => value.GetString(),
        _ => throw new FormatException($"{name} is not a string"),
    };

    // HTTP binding, clause 3.1.3.2: space, double quote, percent and all outside printable ASCII as percent and two digits.
    private static string Encode(string value)
    {
        var encoded = new StringBuilder(value.Length);
        foreach (var unit in Encoding.UTF8.GetBytes(value))
            _ = unit is > 0x20 and < 0x7F and not (byte)'"' and not (byte)'%' ? encoded.Append((char)unit) : encoded.Append('%').Append(unit.ToString("X2"));
        return encoded.ToString();
    }

    private static string Decode(string value)
    {
        // A value in double quotes is read as a quoted string, as the binding asks of receivers.
        var text = value is ['"', .. var quoted, '"'] ? quoted.Replace("\\\"", "\"").Replace("\\\\", "\\") : value;
        return text.Contains('%') ? Uri.UnescapeDataString(text) : text;
    }
}
