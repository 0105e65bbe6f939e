using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace SmartCity.Bus.Broker;

/// <summary>A message on its way to an exchange.</summary>
internal sealed record Outgoing(string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body);

/// <summary>
/// One channel with publisher confirms. A batch is written in its order, then all of its confirms are waited for. We count
/// them ourselves: the client's own tracking makes each publish wait, and promises no order between several.
/// </summary>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly Lock sync = new();
    private readonly HashSet<ulong> waiting = [];
    private TaskCompletionSource confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int returned;
    private bool written;

    private ConfirmedChannel(IChannel channel)
    {
        this.channel = channel;
        channel.BasicAcksAsync += (_, ack) => Confirm(ack.DeliveryTag, ack.Multiple);
        channel.BasicNacksAsync += (_, nack) => Fail(new IOException($"the broker did not take message {nack.DeliveryTag}: a queue refused it"));
        channel.ChannelShutdownAsync += (_, shutdown) => Fail(new IOException($"the channel was closed: {shutdown.ReplyCode} {shutdown.ReplyText}"));
        channel.BasicReturnAsync += Returned;
    }

    public bool IsOpen => channel.IsOpen;

    public static async Task<ConfirmedChannel> OpenAsync(IConnection connection, CancellationToken cancellation) =>
        new(await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellation));

    /// <summary>Publishes in order and returns when the broker has confirmed all.</summary>
    /// <param name="batch">The messages.</param>
    /// <param name="patience">How long the broker may take.</param>
    /// <param name="blocked">Whether the broker says that it takes nothing for now: then we wait on.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>How many had no queue to go to.</returns>
    /// <exception cref="IOException">Not all were confirmed: publish all of them again, on a new channel.</exception>
    public async Task<int> PublishAsync(IReadOnlyList<Outgoing> batch, TimeSpan patience, Func<bool> blocked, CancellationToken cancellation)
    {
        var first = await channel.GetNextPublishSequenceNumberAsync(cancellation);
        Begin(first, batch.Count);
        foreach (var message in batch)
            await channel.BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: true, message.Properties, message.Body, cancellation);
        Task done;
        lock (sync)
        {
            written = true;
            if (waiting.Count == 0)
                confirmed.TrySetResult();
            done = confirmed.Task;
        }
        while (true)
            try
            {
                await done.WaitAsync(patience, cancellation);
                return returned;
            }
            catch (TimeoutException) when (blocked())
            {
                // The broker protects itself and will go on; what it has not confirmed it may yet confirm.
            }
            catch (TimeoutException)
            {
                throw new IOException($"the broker confirmed {batch.Count - Waiting()} of {batch.Count} messages within {patience.TotalSeconds:0} s");
            }
    }

    private void Begin(ulong first, int count)
    {
        lock (sync)
        {
            (returned, written) = (0, false);
            waiting.Clear();
            for (var index = 0; index < count; index++)
                waiting.Add(first + (ulong)index);
            if (confirmed.Task.IsCompletedSuccessfully)
                confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private int Waiting()
    {
        lock (sync)
            return waiting.Count;
    }

    private Task Confirm(ulong tag, bool multiple)
    {
        lock (sync)
        {
            if (multiple)
                waiting.RemoveWhere(number => number <= tag);
            else
                waiting.Remove(tag);
            if (written && waiting.Count == 0)
                confirmed.TrySetResult();
        }
        return Task.CompletedTask;
    }

    private Task Fail(IOException failure)
    {
        lock (sync)
            confirmed.TrySetException(failure);
        // Nobody may be waiting now; the next who publishes meets the failure.
        _ = confirmed.Task.Exception;
        return Task.CompletedTask;
    }

    private Task Returned(object sender, BasicReturnEventArgs message)
    {
        Interlocked.Increment(ref returned);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
