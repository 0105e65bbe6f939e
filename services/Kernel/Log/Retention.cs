using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>
/// Shortens the log. What everybody has read goes when it is old; Bulk has hard limits that wait for nobody. Each deletion
/// is short, takes the oldest, and leaves a tombstone in the same transaction, so that no loss is silent and no position is
/// ever given twice.
/// </summary>
internal sealed class Retention(NodeStore store, RetentionHolders holders, NodeHealth health, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<Retention> logger)
{
    private const int Turn = 500;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);
    private readonly RetentionHealth report = new(health);
    private long weighed;
    private long bulkBytes;

    /// <summary>The disk's reserve is in use: Bulk that everybody has read goes at once.</summary>
    public bool DiskShort { get; set; }

    /// <summary>Forgets what was counted: another process of the node may have shortened the log meanwhile.</summary>
    public void Recount() => (weighed, bulkBytes) = (0, 0);

    /// <summary>Tells the other processes of the node what is needed here.</summary>
    public Task TellAsync(CancellationToken cancellation) => holders.TellAsync(cancellation);

    /// <summary>Shortens all lanes and the tables that grow with them, as far as it may.</summary>
    public async Task PassAsync(CancellationToken cancellation)
    {
        var all = await holders.ReadAsync(cancellation);
        report.Absent(all);
        foreach (var lane in Lanes.All)
            await ShortenAsync(lane, [.. all.Where(holder => holder.Lane == lane)], cancellation);
        await ForgetAsync(write => RetentionTables.ForgetCausesAsync(write, clock.GetUtcNow().AddDays(-options.Value.CauseDays), Turn), cancellation);
        await ForgetAsync(write => RetentionTables.ForgetAnswersAsync(write, clock.GetUtcNow().AddDays(-options.Value.IdempotencyDays), Turn), cancellation);
    }

    private async Task ShortenAsync(Lane lane, IReadOnlyList<LogHolder> needed, CancellationToken cancellation)
    {
        var passed = needed.Select(holder => holder.NeedsAfter).DefaultIfEmpty(long.MaxValue).Min();
        var longAgo = lane == Lane.Bulk ? await MarkAsync(passed, cancellation) : 0;
        if (lane == Lane.Bulk)
            await WeighAsync(cancellation);
        while (true)
        {
            var oldest = await OldestAsync(lane, cancellation);
            var situation = new LaneSituation(clock.GetUtcNow(), passed, longAgo, bulkBytes - options.Value.BulkMaxBytes, DiskShort);
            if (RetentionRules.Decide(lane, oldest, situation, options.Value) is not { } deletion)
                return;
            await DeleteAsync(lane, oldest[deletion.Events - 1].Position, deletion, needed, cancellation);
        }
    }

    // "Everybody" is at the head when nobody needs anything; a later reader begins where the log begins then.
    private async Task<long> MarkAsync(long passed, CancellationToken cancellation)
    {
        await using (var connection = await store.OpenReadAsync(cancellation))
        await using (var command = connection.Query("select coalesce(max(position), 0) from kernel_log where lane = @p0", (int)Lane.Bulk))
            passed = Math.Min(passed, Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), null));
        return await store.WriteAsync(Lane.Bulk, write => RetentionTables.MarkAsync(write, Lane.Bulk, passed, options.Value.BulkKeep), cancellation);
    }

    // The whole lane is weighed once, and then only what came on top: the cost does not grow with the log.
    private async Task WeighAsync(CancellationToken cancellation)
    {
        const int AtOnce = 20_000;
        await using var connection = await store.OpenReadAsync(cancellation);
        while (true)
        {
            var (bytes, through, events) = await RetentionTables.WeighAsync(connection, Lane.Bulk, weighed, AtOnce, cancellation);
            bulkBytes += bytes;
            weighed = Math.Max(weighed, through);
            if (events < AtOnce)
                return;
        }
    }

    private async Task<List<OldEvent>> OldestAsync(Lane lane, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        return await RetentionTables.OldestAsync(connection, lane, Turn, cancellation);
    }

    private async Task DeleteAsync(Lane lane, long through, Deletion deletion, IReadOnlyList<LogHolder> needed, CancellationToken cancellation)
    {
        var unread = deletion.Overrides ? string.Join(", ", needed.Where(holder => holder.NeedsAfter < through).Select(holder => holder.Name).Distinct()) : "";
        await store.WriteAsync(Lane.Bulk, async write =>
        {
            write.MakesRoom = true;
            await holders.DroppingAsync(write, lane, through);
            var deleted = await write.ExecuteAsync("delete from kernel_log where lane = @p0 and position <= @p1", (int)lane, through);
            if (deleted != deletion.Events)
                throw new InvalidOperationException($"{deleted} events of {lane} up to {through} were deleted where {deletion.Events} were expected: another process shortened the log.");
            var after = await RetentionTables.BuryAsync(write, lane, through, deletion);
            if (deletion.Overrides)
                write.Append(Dropped(lane, write.Now, after, through, deletion, unread));
        }, cancellation);
        if (lane == Lane.Bulk)
            bulkBytes -= deletion.Bytes;
        if (deletion.Overrides)
            Tell(lane, through, deletion, unread);
    }

    private EventEnvelope Dropped(Lane lane, DateTimeOffset now, long after, long through, Deletion deletion, string unread) =>
        EventLog.Envelope(new EventsDropped(lane, after, through, deletion.Events, deletion.Bytes, $"{deletion.Reason}; not read by {unread}", store.Identity.Node, now), now);

    private void Tell(Lane lane, long through, Deletion deletion, string unread)
    {
        KernelLog.Dropped(logger, lane, deletion.Events, through, deletion.Reason, unread);
        health.Report("log " + lane, HealthStatus.Degraded, $"Events up to {through} were dropped by {deletion.Reason} before {unread} had read them. Let them catch up, or raise the limit.", Remembered);
    }

    private async Task ForgetAsync(Func<WriteTransaction, Task<int>> some, CancellationToken cancellation)
    {
        while (await store.WriteAsync(Lane.Bulk, some, cancellation) == Turn)
        {
        }
    }
}
