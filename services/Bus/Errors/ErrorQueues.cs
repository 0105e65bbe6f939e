using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Importing;

namespace SmartCity.Bus.Errors;

/// <summary>The queues of what failed: <c>&lt;queue&gt;_error</c>, at the broker.</summary>
internal sealed class ErrorQueues(BrokerConnection broker, IOptions<BusOptions> options, TimeProvider clock)
{
    /// <summary>No more of a queue are looked at in one go.</summary>
    public const int MostAtOnce = 1000;

    // Two who look at once would each hold part of the queue.
    private readonly SemaphoreSlim looking = new(1);

    public static string NameOf(string queue) => queue + "_error";

    /// <summary>Whether a queue is one of ours.</summary>
    public bool Knows(string queue) => options.Value.Via == BusVia.RabbitMq && options.Value.Imports.Any(import => import.Queue == queue);

    /// <summary>How many messages wait in the queue, and in its error queue.</summary>
    public async Task<(long Waiting, long Errors)> CountAsync(string queue, CancellationToken cancellation)
    {
        var connection = await broker.OpenAsync(cancellation);
        return (await Topology.CountAsync(connection, queue, cancellation) ?? 0, await Topology.CountAsync(connection, NameOf(queue), cancellation) ?? 0);
    }

    /// <summary>Puts a message into the queue's error queue and returns when the broker has it.</summary>
    public async Task PutAsync(string queue, ReadOnlyMemory<byte> body, IReadOnlyBasicProperties? properties, Refusal refusal, CancellationToken cancellation)
    {
        var connection = await broker.OpenAsync(cancellation);
        await Topology.DeclareQueueAsync(connection, NameOf(queue), cancellation);
        await SendAsync(connection, new("", NameOf(queue), ErrorMessage.FailedProperties(properties, refusal, clock.GetUtcNow()), body), cancellation);
    }

    /// <summary>The oldest messages of the error queue; they stay where they are.</summary>
    public Task<IReadOnlyList<ErrorMessage>> ListAsync(string queue, int limit, CancellationToken cancellation) =>
        LookAsync<IReadOnlyList<ErrorMessage>>(queue, limit, (_, _, found) => Task.FromResult<IReadOnlyList<ErrorMessage>>(found.ConvertAll(ErrorMessage.Of)), cancellation);

    /// <summary>The bytes of one message; null when it is not among the oldest.</summary>
    public Task<byte[]?> ReadAsync(string queue, string key, CancellationToken cancellation) =>
        LookAsync(queue, MostAtOnce, (_, _, found) => Task.FromResult(found.FirstOrDefault(message => ErrorMessage.KeyOf(message.Body) == key)?.Body.ToArray()), cancellation);

    /// <summary>Sends messages back to the queue they failed in, in their order.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="keys">Which; null for all of the oldest.</param>
    /// <param name="cancellation">Stops before the next one.</param>
    /// <returns>Which were sent back.</returns>
    public Task<IReadOnlyList<ErrorMessage>> ReplayAsync(string queue, IReadOnlyCollection<string>? keys, CancellationToken cancellation) =>
        LookAsync(queue, MostAtOnce, async (connection, channel, found) =>
        {
            var chosen = Choose(found, keys);
            foreach (var message in chosen)
            {
                await SendAsync(connection, new("", queue, ErrorMessage.Plain(message.BasicProperties), message.Body), cancellation);
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            }
            return (IReadOnlyList<ErrorMessage>)chosen.ConvertAll(ErrorMessage.Of);
        }, cancellation);

    /// <summary>Gives messages up for good, once <paramref name="tell"/> has written down that it is done.</summary>
    public Task<IReadOnlyList<ErrorMessage>> DiscardAsync(string queue, IReadOnlyCollection<string>? keys, Func<IReadOnlyList<ErrorMessage>, Task> tell, CancellationToken cancellation) =>
        LookAsync(queue, MostAtOnce, async (_, channel, found) =>
        {
            var chosen = Choose(found, keys);
            IReadOnlyList<ErrorMessage> gone = chosen.ConvertAll(ErrorMessage.Of);
            if (gone.Count > 0)
                await tell(gone);
            foreach (var message in chosen)
                await channel.BasicAckAsync(message.DeliveryTag, multiple: false, cancellation);
            return gone;
        }, cancellation);

    private static List<BasicGetResult> Choose(List<BasicGetResult> found, IReadOnlyCollection<string>? keys) =>
        [.. found.Where(message => keys is null || keys.Contains(ErrorMessage.KeyOf(message.Body)))];

    private async Task<T> LookAsync<T>(string queue, int limit, Func<IConnection, IChannel, List<BasicGetResult>, Task<T>> look, CancellationToken cancellation)
    {
        await looking.WaitAsync(cancellation);
        try
        {
            var connection = await broker.OpenAsync(cancellation);
            var found = new List<BasicGetResult>();
            // What is not acknowledged goes back to its place when the channel is closed.
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            if (await Topology.CountAsync(connection, NameOf(queue), cancellation) is > 0)
                while (found.Count < Math.Min(limit, MostAtOnce) && await channel.BasicGetAsync(NameOf(queue), autoAck: false, cancellation) is { } message)
                    found.Add(message);
            return await look(connection, channel, found);
        }
        finally
        {
            looking.Release();
        }
    }

    private async Task SendAsync(IConnection connection, Outgoing message, CancellationToken cancellation)
    {
        await using var channel = await ConfirmedChannel.OpenAsync(connection, cancellation);
        if (await channel.PublishAsync([message], options.Value.ConfirmWithin, () => false, cancellation) > 0)
            throw new IOException($"the broker has no queue {message.RoutingKey}");
    }
}
