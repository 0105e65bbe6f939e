using System.Diagnostics;
using RabbitMQ.Client;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Federation;

/// <summary>
/// The peer: two RabbitMQ brokers on this machine joined by a shovel. Durable queues, persistent messages, publisher
/// confirms, ack-mode on-confirm; everything else as it comes.
/// </summary>
internal sealed class ShovelPeer(Broker from, Broker to)
{
    private const int ConfirmEvery = 1000;
    private int rounds;

    /// <summary>Starts the brokers.</summary>
    public static async Task<ShovelPeer> StartAsync(Children children)
    {
        var brokers = await Task.WhenAll(Broker.StartAsync(children, "a"), Broker.StartAsync(children, "b"));
        return new(brokers[0], brokers[1]);
    }

    /// <summary>A backlog lies ready in the first broker; measured from a fifth of it to its end in the second.</summary>
    public async Task<Passage> BacklogAsync(string kind, int messages, int bytes)
    {
        var queue = $"{kind}-{++rounds}";
        await using var source = await from.ConnectAsync();
        await using var target = await to.ConnectAsync();
        await DeclareAsync(source, queue, kind);
        await using var counting = await DeclareAsync(target, queue, kind);
        await PublishAsync(source, queue, bytes, messages, () => true);
        await from.ShovelAsync(queue, to);
        var passage = await Passage.WatchAsync(async () => await counting.MessageCountAsync(queue), messages, Used);
        await EndAsync(queue, source, counting);
        return passage;
    }

    /// <summary>Messages are published with confirms all the while they are shovelled on.</summary>
    public async Task<Passage> ProducingAsync(string kind, TimeSpan span, int bytes)
    {
        var queue = $"{kind}-{++rounds}";
        await using var source = await from.ConnectAsync();
        await using var target = await to.ConnectAsync();
        await DeclareAsync(source, queue, kind);
        await using var counting = await DeclareAsync(target, queue, kind);
        await from.ShovelAsync(queue, to);
        var goOn = true;
        var producing = Task.Run(() => PublishAsync(source, queue, bytes, int.MaxValue, () => Volatile.Read(ref goOn)));
        var passage = await Passage.WatchAsync(async () => await counting.MessageCountAsync(queue), span, Used);
        Volatile.Write(ref goOn, false);
        await producing;
        await EndAsync(queue, source, counting);
        return passage;
    }

    private IReadOnlyList<(string, TimeSpan)> Used() => [("first broker", from.Cpu), ("second broker", to.Cpu)];

    private async Task EndAsync(string queue, IConnection source, IChannel counting)
    {
        await from.EndShovelAsync(queue);
        await counting.QueueDeleteAsync(queue);
        await using var channel = await source.CreateChannelAsync();
        await channel.QueueDeleteAsync(queue);
    }

    private static async Task<IChannel> DeclareAsync(IConnection connection, string queue, string kind)
    {
        var channel = await connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = kind });
        return channel;
    }

    private static async Task PublishAsync(IConnection connection, string queue, int bytes, int messages, Func<bool> goOn)
    {
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: new ThrottlingRateLimiter(ConfirmEvery * 2)));
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json" };
        var body = new byte[bytes];
        Random.Shared.NextBytes(body);
        var confirming = new List<Task>(ConfirmEvery);
        for (var made = 0; made < messages && goOn(); made++)
        {
            confirming.Add(channel.BasicPublishAsync("", queue, mandatory: true, properties, body).AsTask());
            if (confirming.Count == ConfirmEvery)
            {
                await Task.WhenAll(confirming);
                confirming.Clear();
            }
        }
        await Task.WhenAll(confirming);
    }
}

/// <summary>What went over a line: how many a second, and what processor time each took where.</summary>
/// <param name="PerSecond">Messages or events a second.</param>
/// <param name="Used">Microseconds of processor time per message, by process.</param>
internal sealed record Passage(double PerSecond, IReadOnlyList<(string Process, double Microseconds)> Used)
{
    /// <summary>All processes together, microseconds per message.</summary>
    public double Total => Used.Sum(one => one.Microseconds);

    /// <summary>Watches from the first fifth, on which everything warms up, until all arrived.</summary>
    public static async Task<Passage> WatchAsync(Func<Task<long>> arrived, long all, Func<IReadOnlyList<(string, TimeSpan)>> used)
    {
        while (await arrived() < all / 5)
            await Task.Delay(5);
        return await MeasureAsync(arrived, used, (now, _) => now >= all);
    }

    /// <summary>Watches for a span after a second of warming up.</summary>
    public static async Task<Passage> WatchAsync(Func<Task<long>> arrived, TimeSpan span, Func<IReadOnlyList<(string, TimeSpan)>> used)
    {
        while (await arrived() < 1000)
            await Task.Delay(5);
        await Task.Delay(TimeSpan.FromSeconds(1));
        return await MeasureAsync(arrived, used, (_, elapsed) => elapsed >= span);
    }

    private static async Task<Passage> MeasureAsync(Func<Task<long>> arrived, Func<IReadOnlyList<(string Process, TimeSpan Cpu)>> used, Func<long, TimeSpan, bool> enough)
    {
        var (before, first, began) = (used(), await arrived(), Stopwatch.GetTimestamp());
        while (true)
        {
            await Task.Delay(10);
            var (now, elapsed) = (await arrived(), Stopwatch.GetElapsedTime(began));
            if (!enough(now, elapsed))
                continue;
            var after = used();
            return new((now - first) / elapsed.TotalSeconds, [.. after.Zip(before, (late, early) => (late.Process, (late.Cpu - early.Cpu).TotalMicroseconds / (now - first)))]);
        }
    }
}
