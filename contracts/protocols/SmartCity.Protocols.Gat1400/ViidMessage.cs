using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmartCity.Protocols.Gat1400.Json;

namespace SmartCity.Protocols.Gat1400;

/// <summary>
/// One kind of message: how it is read, in whichever of the field's forms, and written, in the standard's.
/// The instances are in <see cref="ViidMessages"/>. Safe for concurrent use.
/// </summary>
public sealed class ViidMessage<T> where T : class
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly MessageNames _names;
    private readonly Func<T, string?> _idOf;
    private readonly ObjectSchema _schema = ObjectSchema.Of(typeof(T));
    private readonly JsonTypeInfo<T> _type = (JsonTypeInfo<T>)ViidJsonContext.Default.GetTypeInfo(typeof(T))!;

    internal ViidMessage(MessageNames names, Func<T, string?> idOf) => (_names, _idOf) = (names, idOf);

    /// <summary>The standard's envelope, e.g. <c>FaceListObject</c>; null for a message of one object.</summary>
    public string? ListName => _names.List;

    /// <summary>The standard's name of the object, e.g. <c>FaceObject</c>.</summary>
    public string ObjectName => _names.Object;

    /// <summary>
    /// Reads a body. Never throws on input: what spoils the whole is the reading's fault, what spoils one object is that
    /// object's. Bytes that are not UTF-8 are read as GB 18030. Allocation is bounded by the limits and by the body's length.
    /// </summary>
    /// <param name="body">The whole body.</param>
    /// <param name="limits">Bounds; <see cref="ViidLimits.Default"/> when null.</param>
    public ViidReading<T> Read(ReadOnlySpan<byte> body, ViidLimits? limits = null) =>
        new MessageReader<T>(_names, _schema, _idOf, limits ?? ViidLimits.Default).Read(body);

    /// <summary>Writes objects in the standard's envelope, UTF-8.</summary>
    public byte[] Write(IEnumerable<T> values)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(values, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes one object: <c>{"FaceObject":{…}}</c>.</summary>
    public byte[] Write(T value)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(value, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes objects in the standard's envelope straight to where they go, such as a response's pipe.</summary>
    public void Write(IEnumerable<T> values, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        writer.WriteStartObject();
        if (_names.List is not null) writer.WriteStartObject(_names.List);
        writer.WriteStartArray(_names.Object);
        foreach (var value in values) JsonSerializer.Serialize(writer, value, _type);
        writer.WriteEndArray();
        if (_names.List is not null) writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>Writes one object straight to where it goes.</summary>
    public void Write(T value, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        writer.WriteStartObject();
        writer.WritePropertyName(_names.Object);
        JsonSerializer.Serialize(writer, value, _type);
        writer.WriteEndObject();
    }
}
