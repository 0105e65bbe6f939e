namespace SmartCity.AppHost.Linking;

/// <summary>One way of a line: how fast it carries, and how many packets it loses.</summary>
internal sealed class LineQuality
{
    private const int Packet = 1460;
    private static readonly TimeSpan Retransmission = TimeSpan.FromMilliseconds(300);
    // One lost packet in so many is lost so often that TCP gives the connection up.
    private const int ResetsOnceIn = 40;
    private readonly Lock gate = new();
    private long free = TimeProvider.System.GetTimestamp();

    public int BytesPerSecond { get; set; }

    public double Loss { get; set; }

    /// <summary>Bytes to take at once: a slow line has short queues.</summary>
    public int AtOnce(int most) => BytesPerSecond > 0 ? Math.Clamp(BytesPerSecond / 10, Packet / 4, most) : most;

    /// <summary>Takes as long as these bytes take on the line.</summary>
    /// <exception cref="IOException">So much was lost that the connection is given up.</exception>
    public async Task PassAsync(int bytes, CancellationToken cancellation)
    {
        if (BytesPerSecond > 0)
            await Task.Delay(Queue(TimeSpan.FromSeconds((double)bytes / BytesPerSecond)), TimeProvider.System, cancellation);
        for (var packet = 0; Loss > 0 && packet < bytes; packet += Packet)
            if (Random.Shared.NextDouble() < Loss)
                await LoseAsync(cancellation);
    }

    // All connections share the line: who comes later waits for those before.
    private TimeSpan Queue(TimeSpan takes)
    {
        lock (gate)
        {
            var now = TimeProvider.System.GetTimestamp();
            free = Math.Max(free, now) + (long)(takes.TotalSeconds * TimeProvider.System.TimestampFrequency);
            return TimeProvider.System.GetElapsedTime(now, free);
        }
    }

    private static Task LoseAsync(CancellationToken cancellation) => Random.Shared.Next(ResetsOnceIn) == 0
        ? throw new IOException("The connection was given up after many retransmissions.")
        : Task.Delay(Retransmission, TimeProvider.System, cancellation);
}
