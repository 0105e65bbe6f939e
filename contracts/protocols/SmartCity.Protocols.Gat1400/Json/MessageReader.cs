using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SmartCity.Protocols.Gat1400.Json;

/// <summary>
/// Reads a whole body: finds the objects in whichever envelope they came, and each of them on its own.
/// <code>
/// {"FaceListObject":{"FaceObject":[…]}}   the standard's
/// {"FaceList":{"FaceObject":{…}}}  {"FaceObject":[…]}  {"FaceObject":{…}}  […]   met in the field
/// </code>
/// </summary>
internal sealed class MessageReader<T>(MessageNames names, ObjectSchema schema, Func<T, string?> idOf, ViidLimits limits) where T : class
{
    private readonly ReadState _state = new(limits);
    private readonly List<ViidItem<T>> _items = [];
    private bool _found;

    public ViidReading<T> Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > limits.MaxBytes) return Spoilt(ViidError.TooLarge, $"at most {limits.MaxBytes} bytes");
        try
        {
            return ReadUtf8(Utf8.IsValid(body) ? body : Encoding.UTF8.GetBytes(ChineseText.Decode(body)));
        }
        catch (MessageFault fault)
        {
            return Spoilt(fault.Error, fault.Expected);
        }
        // The one way the framework's reader says "not JSON" (JsonException) or "not Unicode" (InvalidOperationException).
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return Spoilt(ViidError.NotJson, $"one JSON value, at most {limits.MaxDepth} levels deep");
        }
    }

    private ViidReading<T> ReadUtf8(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8)) utf8 = utf8[3..];
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = limits.MaxDepth,
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
        });
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartArray) ReadItems(ref reader);
        else if (reader.TokenType is JsonTokenType.StartObject) ReadRoot(ref reader);
        else reader.Skip();
        reader.Read();
        return _found ? new(_items, null) : Spoilt(ViidError.WrongEnvelope, names.Expected);
    }

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (names.IsObject(name)) ReadNamed(ref reader, name!);
            else if (names.IsList(name)) ReadListObject(ref reader, name!);
            else reader.Skip();
        }
    }

    private void ReadListObject(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            ReadNamed(ref reader, name);
            return;
        }
        _state.Enter(name);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var inner = NameOf(ref reader);
            reader.Read();
            if (names.IsObject(inner)) ReadNamed(ref reader, inner!);
            else reader.Skip();
        }
        _state.Leave();
    }

    private void ReadNamed(ref Utf8JsonReader reader, string name)
    {
        _state.Enter(name);
        if (reader.TokenType is JsonTokenType.StartArray) ReadItems(ref reader);
        else if (reader.TokenType is JsonTokenType.StartObject) ReadItem(ref reader);
        else if (reader.TokenType is JsonTokenType.Null) _found = true;
        _state.Leave();
    }

    private void ReadItems(ref Utf8JsonReader reader)
    {
        _found = true;
        for (var index = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            _state.Enter(index);
            ReadItem(ref reader);
            _state.Leave();
        }
    }

    private void ReadItem(ref Utf8JsonReader reader)
    {
        _found = true;
        if (_items.Count == limits.MaxItems) throw new MessageFault(ViidError.TooManyItems, $"at most {limits.MaxItems} objects");
        T value;
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            value = (T)ObjectReader.Read(ref reader, schema, _state, out _);
        }
        else
        {
            reader.Skip();
            value = (T)schema.New();
            _state.Fault(ViidError.WrongType, "an object", mandatory: true);
        }
        _items.Add(new(value, idOf(value), _state.TakeFaults()));
    }

    private static string? NameOf(ref Utf8JsonReader reader) => reader.ValueSpan.Length > 256 ? null : reader.GetString();

    private ViidReading<T> Spoilt(ViidError error, string expected) => new([], new(error, _state.Path(), expected, Mandatory: true));
}

/// <summary>The names an envelope goes by: the standard's first, then those of the field.</summary>
internal sealed record MessageNames(string? List, string Object, string[] OtherLists, string[] OtherObjects)
{
    public string Expected => List is null ? $"{{\"{Object}\":{{…}}}}" : $"{{\"{List}\":{{\"{Object}\":[…]}}}}";
    public bool IsList(string? name) => Is(name, List) || OtherLists.Any(other => Is(name, other));
    public bool IsObject(string? name) => Is(name, Object) || OtherObjects.Any(other => Is(name, other));
    private static bool Is(string? name, string? known) => known is not null && string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
