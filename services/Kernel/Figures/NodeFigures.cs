using System.Data.Common;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Storage;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Figures;

/// <summary>Where the log ends, how far its subscribers are behind, what waits for somebody to look, and how everything is.</summary>
internal sealed class NodeFigures : FiguresLoop
{
    private readonly NodeStore store;
    private readonly NodeHealth health;
    private readonly DiskGuard disk;
    private readonly Checkpoints checkpoints;
    private readonly TimeProvider clock;
    private readonly Figure head, lag, age, halted, parked, state, free, mark, refused;

    public NodeFigures(NodeStore store, NodeHealth health, DiskGuard disk, Checkpoints checkpoints, TimeProvider clock, IMeterFactory meters, IOptions<TelemetryOptions> options)
        : base("figures", options)
    {
        (this.store, this.health, this.disk, this.checkpoints, this.clock) = (store, health, disk, checkpoints, clock);
        var meter = meters.Create(KernelTelemetry.Name);
        head = Gauge(meter, "smartcity.log.head", "{position}", "Last position of a lane");
        lag = Gauge(meter, "smartcity.subscriber.lag", "{position}", "Positions of the lane that a subscriber has not looked at yet");
        age = Gauge(meter, "smartcity.subscriber.lag.age", "s", "How long ago the oldest event it has not looked at was written down");
        halted = Gauge(meter, "smartcity.subscriber.halted", "1", "1 while the lane stands still until somebody resumes it");
        parked = Gauge(meter, "smartcity.subscriber.parked", "{event}", "Events that wait for somebody to look");
        state = Gauge(meter, "smartcity.health.status", "1", "State of a part of the node: 0 healthy, 1 starting, 2 degraded, 3 unhealthy");
        free = Gauge(meter, "smartcity.disk.free", "By", "Free on the volume of the database");
        mark = Gauge(meter, "smartcity.disk.mark", "By", "Below so much free Bulk is refused, below half of it Normal");
        refused = Gauge(meter, "smartcity.disk.refused", "1", "1 while a lane is refused for lack of room");
    }

    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        state.Set(health.Entries.Select(entry => new Measurement<double>((int)entry.Status, new KeyValuePair<string, object?>("part", entry.Name))));
        var space = disk.Space;
        free.Set(space is { } known ? [new(known.Free)] : []);
        mark.Set(space is { } watched ? [new(disk.MarkOf(watched))] : []);
        refused.Set(Lanes.All.Select(lane => new Measurement<double>(store.Admits(lane) ? 0 : 1, KernelMetrics.Tag(lane))));
        await using var connection = await store.OpenReadAsync(cancellation);
        var heads = new long[Lanes.All.Count];
        foreach (var lane in Lanes.All)
            heads[(int)lane] = await Log.EventLog.HeadAsync(connection, lane, cancellation);
        head.Set(Lanes.All.Select(lane => new Measurement<double>(heads[(int)lane], KernelMetrics.Tag(lane))));
        parked.Set(await ParkedAsync(connection, cancellation));
        await LagsAsync(connection, heads, cancellation);
    }

    private async Task LagsAsync(DbConnection connection, long[] heads, CancellationToken cancellation)
    {
        var (behind, old, still) = (new List<Measurement<double>>(), new List<Measurement<double>>(), new List<Measurement<double>>());
        foreach (var checkpoint in await checkpoints.ListAsync(cancellation))
        {
            KeyValuePair<string, object?>[] tags = [new("subscriber", checkpoint.Subscriber), KernelMetrics.Tag(checkpoint.Lane)];
            // What no handler wants is passed over in memory and written down now and then.
            var position = Math.Max(checkpoint.Position, health.Delivered(checkpoint.Subscriber, checkpoint.Lane));
            behind.Add(new(Math.Max(0, heads[(int)checkpoint.Lane] - position), tags));
            old.Add(new(await AgeAsync(connection, checkpoint.Lane, position, cancellation), tags));
            still.Add(new(checkpoint.Halted is null ? 0 : 1, tags));
        }
        lag.Set(behind);
        age.Set(old);
        halted.Set(still);
    }

    private async Task<double> AgeAsync(DbConnection connection, Lane lane, long position, CancellationToken cancellation)
    {
        await using var command = connection.Query("select recorded from kernel_log where lane = @p0 and position > @p1 order by position limit 1", (int)lane, position);
        return await command.ExecuteScalarAsync(cancellation) is long recorded ? Math.Max(0, (clock.GetUtcNow() - Instant.FromMicroseconds(recorded)).TotalSeconds) : 0;
    }

    private static async Task<List<Measurement<double>>> ParkedAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Query("select subscriber, lane, count(*) from kernel_parked group by subscriber, lane");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<Measurement<double>>();
        while (await row.ReadAsync(cancellation))
            found.Add(new(row.GetInt64(2), new("subscriber", row.GetString(0)), KernelMetrics.Tag((Lane)row.GetInt32(1))));
        return found;
    }
}
