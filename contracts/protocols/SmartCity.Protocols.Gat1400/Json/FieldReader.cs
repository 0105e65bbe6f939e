using System.Globalization;
using System.Text.Json;

namespace SmartCity.Protocols.Gat1400.Json;

/// <summary>Reads one value of a field, whatever form a device gave it; null with a fault when it is none of them.</summary>
internal static class FieldReader
{
    private const int ShortText = 64;

    public static object? Read(ref Utf8JsonReader reader, FieldSchema field, ReadState state)
    {
        if (reader.TokenType is JsonTokenType.Null) return null;
        switch (field.Kind)
        {
            case FieldKind.List: return ObjectReader.ReadList(ref reader, field, state);
            case FieldKind.Object: return ObjectReader.ReadNested(ref reader, field.Inner, state, field.IsMandatory);
        }
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return Fault(state, field, ViidError.WrongType, Expected(field));
        }
        return field.Kind switch
        {
            FieldKind.Text => Text(ref reader, field, state),
            FieldKind.Bytes => Bytes(ref reader, field, state),
            _ => Short(ref reader, field, state),
        };
    }

    private static string? Text(ref Utf8JsonReader reader, FieldSchema field, ReadState state)
    {
        if (reader.TokenType is JsonTokenType.True) return "1";
        if (reader.TokenType is JsonTokenType.False) return "0";
        if (reader.ValueSpan.Length > 6 * field.MaxLength) return (string?)Fault(state, field, ViidError.TooLong, Expected(field));
        var text = reader.TokenType is JsonTokenType.Number ? System.Text.Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString()!;
        if (text.Length > field.MaxLength) return (string?)Fault(state, field, ViidError.TooLong, Expected(field));
        return text.Length == 0 ? null : text;
    }

    private static byte[]? Bytes(ref Utf8JsonReader reader, FieldSchema field, ReadState state)
    {
        if (reader.TokenType is not JsonTokenType.String) return (byte[]?)Fault(state, field, ViidError.WrongType, Expected(field));
        if (reader.ValueSpan.IsEmpty) return null;
        if (reader.TryGetBytesFromBase64(out var bytes)) return bytes;
        return UnwrapBase64(reader.GetString()!) ?? (byte[]?)Fault(state, field, ViidError.BadBase64, Expected(field));
    }

    // data:image/jpeg;base64,…, or folded into lines.
    private static byte[]? UnwrapBase64(string text)
    {
        var comma = text.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',') + 1 : 0;
        var bytes = new byte[(text.Length - comma) / 4 * 3 + 3];
        return Convert.TryFromBase64Chars(text.AsSpan(comma), bytes, out var written) ? bytes[..written] : null;
    }

    private static object? Short(ref Utf8JsonReader reader, FieldSchema field, ReadState state)
    {
        if (reader.ValueSpan.Length > ShortText) return Fault(state, field, ViidError.OutOfRange, Expected(field));
        Span<char> buffer = stackalloc char[ShortText];
        var text = reader.TokenType switch
        {
            JsonTokenType.True => "1",
            JsonTokenType.False => "0",
            JsonTokenType.Number => buffer[..System.Text.Encoding.ASCII.GetChars(reader.ValueSpan, buffer)],
            _ => ((ReadOnlySpan<char>)buffer[..reader.CopyString(buffer)]).Trim(),
        };
        if (text.IsEmpty) return null;
        return field.Kind switch
        {
            FieldKind.Integer => Whole(text) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : NotWhole(text, field, state),
            FieldKind.Long => Whole(text) is { } number ? number : NotWhole(text, field, state),
            FieldKind.Status => Whole(text) is { } code and >= 0 and <= 999 ? (StatusCode)code : Fault(state, field, ViidError.WrongType, Expected(field)),
            FieldKind.Real => Real(text) is { } real ? real : Fault(state, field, ViidError.WrongType, Expected(field)),
            FieldKind.Flag => Flag(text) is { } flag ? flag : Fault(state, field, ViidError.WrongType, Expected(field)),
            _ => Time(text, field, state),
        };
    }

    private static object? NotWhole(ReadOnlySpan<char> text, FieldSchema field, ReadState state) =>
        Fault(state, field, Real(text) is null ? ViidError.WrongType : ViidError.OutOfRange, Expected(field));

    private static object? Time(ReadOnlySpan<char> text, FieldSchema field, ReadState state)
    {
        // Some write a row of noughts for "not known".
        if (!text.ContainsAnyExcept('0')) return null;
        return BeijingTime.Parse(text) is { } time ? time : Fault(state, field, ViidError.BadTime, Expected(field));
    }

    // 8, "8", "8.0"
    private static long? Whole(ReadOnlySpan<char> text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        return Real(text) is { } real && Math.Floor(real) == real && Math.Abs(real) < 1e15 ? (long)real : null;
    }

    private static double? Real(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool? Flag(ReadOnlySpan<char> text) =>
        text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
        : text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
        : null;

    private static object? Fault(ReadState state, FieldSchema field, ViidError error, string expected)
    {
        state.Fault(error, expected, field.IsMandatory);
        return null;
    }

    public static string Expected(FieldSchema field) => field.Kind switch
    {
        FieldKind.Text => $"a text of at most {field.MaxLength} characters",
        FieldKind.Integer or FieldKind.Long => "a whole number",
        FieldKind.Real => "a number",
        FieldKind.Flag => "0 or 1",
        FieldKind.Time => "a time yyyyMMddHHmmss",
        FieldKind.Bytes => "base64",
        FieldKind.Status => "a status code from 0 to 9",
        FieldKind.List => "a list of objects",
        _ => "an object",
    };
}
