using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using SmartCity.Bus.Broker;
using SmartCity.Contracts;

namespace SmartCity.Bus.Publishing;

/// <summary>Events to exchanges: CloudEvents in structured mode, persistent, confirmed.</summary>
internal sealed class RabbitSinks(BrokerConnection broker, IOptions<BusOptions> options) : IEventSinks
{
    public string Name => broker.Name;

    public async Task<IEventSink> OpenAsync(TopicOptions topic, CancellationToken cancellation)
    {
        var connection = await broker.OpenAsync(cancellation);
        await Topology.DeclareAsync(connection, topic, cancellation);
        return new RabbitSink(await ConfirmedChannel.OpenAsync(connection, cancellation), options.Value.ConfirmWithin, () => broker.Blocked is not null);
    }

    /// <summary>One event as a message.</summary>
    public static Outgoing Message(TopicOptions topic, EventEnvelope envelope) => new(topic.Name, topic.Kind == TopicKind.Dapr ? "" : envelope.Type, new BasicProperties
    {
        ContentType = CloudEventJson.MediaType,
        DeliveryMode = DeliveryModes.Persistent,
        MessageId = envelope.Id,
        Type = envelope.Type,
        AppId = envelope.Origin,
        Timestamp = new AmqpTimestamp(envelope.Time.ToUnixTimeSeconds()),
    }, CloudEventJson.Write(envelope));

    private sealed class RabbitSink(ConfirmedChannel channel, TimeSpan patience, Func<bool> blocked) : IEventSink
    {
        public Task<bool> IsOpenAsync(CancellationToken cancellation) => Task.FromResult(channel.IsOpen);

        public async Task<int> PublishAsync(TopicOptions topic, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
        {
            var unrouted = await channel.PublishAsync([.. events.Select(envelope => Message(topic, envelope))], patience, blocked, cancellation);
            // A required queue takes every event: one that came back says that the queue is gone. Opening anew declares it again.
            return unrouted == 0 || topic.Queues.Count == 0 ? unrouted
                : throw new IOException($"{unrouted} events of {topic.Name} came back: a queue of Bus:Topics was deleted; it is declared again");
        }

        public ValueTask DisposeAsync() => channel.DisposeAsync();
    }
}
