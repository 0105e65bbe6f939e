using System.Globalization;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts;

namespace SmartCity.Bus.Importing;

/// <summary>A CloudEvent of somebody else, in structured mode, as far as we look at it.</summary>
internal sealed record ForeignEvent(string Source, string Id, string Type, DateTimeOffset? Time, string? TraceParent, string? CorrelationId, ReadOnlyMemory<byte> Data)
{
    private const int LongestWord = 256;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>Reads a message; what is wrong with it otherwise. Pure: no exception on input.</summary>
    public static (ForeignEvent? Event, Refusal? Refusal) Read(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Malformed("the message is not a JSON object");
        }
        catch (JsonException wrong)
        {
            return Malformed($"the message is not JSON without a name twice: line {wrong.LineNumber ?? 0}, byte {wrong.BytePositionInLine ?? 0}");
        }
        catch (InvalidOperationException)
        {
            // A string that is no text: an escaped half of a surrogate pair.
            return Malformed("the message holds a string that is not Unicode");
        }
    }

    private static (ForeignEvent?, Refusal?) Read(JsonElement root)
    {
        if (Word(root, "specversion") != "1.0")
            return Malformed("specversion: expected \"1.0\" (CloudEvents in structured mode)");
        if (Word(root, "id") is not { } id)
            return (null, new("no-id", $"id: expected 1 to {LongestWord} characters; without it the event cannot be told from its repetition"));
        if (Word(root, "source") is not { } source)
            return Malformed($"source: expected 1 to {LongestWord} characters");
        if (Word(root, "type") is not { } type)
            return Malformed($"type: expected 1 to {LongestWord} characters");
        DateTimeOffset? time = null;
        if (root.TryGetProperty("time", out var written) && (time = Instant(written)) is null)
            return Malformed("time: expected an RFC 3339 time with an offset");
        if (DataOf(root) is not { } data)
            return Malformed("data: expected a JSON value, or data_base64 with JSON inside");
        return data.Length > EventEnvelope.MaxDataBytes ? Malformed($"data: {data.Length} bytes; at most {EventEnvelope.MaxDataBytes} are allowed")
            : (new(source, id, type, time, Word(root, "traceparent"), Word(root, "correlationid"), data), null);
    }

    private static (ForeignEvent?, Refusal?) Malformed(string detail) => (null, new("malformed", detail));

    private static string? Word(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestWord } word && !word.Any(char.IsControl) ? word : null;

    private static DateTimeOffset? Instant(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= 40 } text && (text.EndsWith('Z') || text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':')
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant : null;

    private static byte[]? DataOf(JsonElement root)
    {
        if (root.TryGetProperty("data", out var data))
            return Encoding.UTF8.GetBytes(data.GetRawText());
        return root.TryGetProperty("data_base64", out var encoded) && encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var bytes) ? bytes : null;
    }
}
