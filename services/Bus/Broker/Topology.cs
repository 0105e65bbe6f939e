using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace SmartCity.Bus.Broker;

/// <summary>Declares what must stand at the broker before anything is sent or read.</summary>
internal static class Topology
{
    private const ushort NotFound = 404;

    /// <summary>The topic's exchange, and the queues that must have its events.</summary>
    public static async Task DeclareAsync(IConnection connection, TopicOptions topic, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await DeclareExchangeAsync(channel, topic.Name, topic.Kind, cancellation);
        foreach (var queue in topic.Queues)
        {
            await DeclareQueueAsync(connection, queue, cancellation);
            await channel.QueueBindAsync(queue, topic.Name, "#", cancellationToken: cancellation);
        }
    }

    /// <summary>The exchange that a queue of foreign events is bound to. The queue itself and its binding are MassTransit's.</summary>
    public static async Task DeclareAsync(IConnection connection, ImportOptions import, CancellationToken cancellation)
    {
        if (import.Topic is null)
            return;
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await DeclareExchangeAsync(channel, import.Topic, import.Kind, cancellation);
    }

    /// <summary>A durable queue; one that stands already stays as its owner made it.</summary>
    public static async Task DeclareQueueAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        if (await CountAsync(connection, queue, cancellation) is not null)
            return;
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellation);
    }

    /// <summary>How many messages wait in a queue; null when there is no such queue.</summary>
    public static async Task<uint?> CountAsync(IConnection connection, string queue, CancellationToken cancellation)
    {
        // Asking for what is not there closes the channel: one of its own.
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue, cancellation)).MessageCount;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }

    // Exactly as the other side declares it, or the broker closes the channel with 406.
    private static Task DeclareExchangeAsync(IChannel channel, string name, TopicKind kind, CancellationToken cancellation) => kind == TopicKind.Dapr
        ? channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: true, cancellationToken: cancellation)
        : channel.ExchangeDeclareAsync(name, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellation);
}
