using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace SmartCity.Bus.Importing;

/// <summary>What MassTransit hands on of any message, whatever its content type: nothing. The bytes stand in the receive context.</summary>
internal sealed record AnyMessage;

/// <summary>Reads no message: partners send plain CloudEvents, not MassTransit's envelopes, and we read them ourselves, bounded and exactly as written.</summary>
internal sealed class RawMessages : ISerializerFactory, IMessageDeserializer
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;
    private readonly SystemTextJsonRawMessageSerializer json = new(RawSerializerOptions.AnyMessageType);

    public ContentType ContentType => json.ContentType;

    public IMessageSerializer CreateSerializer() => json;

    public IMessageDeserializer CreateDeserializer() => this;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => new SystemTextJsonRawSerializerContext(
        SystemTextJsonMessageSerializer.Instance, SystemTextJsonMessageSerializer.Options, ContentType, new RawMessageContext(headers, destinationAddress, RawSerializerOptions.AnyMessageType), [], RawSerializerOptions.AnyMessageType, Nothing);

    public MessageBody GetMessageBody(string text) => json.GetMessageBody(text);

    public void Probe(ProbeContext context) => json.Probe(context);
}
