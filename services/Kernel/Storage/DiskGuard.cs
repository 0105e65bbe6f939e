using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// Refuses input lane by lane while the disk fills, gives the reserve back when even urgent events would find no room, and
/// undoes both by itself when there is room again.
/// </summary>
internal sealed class DiskGuard
{
    // After the database itself said "full" nothing but urgent events is tried for so long.
    private static readonly TimeSpan AfterFull = TimeSpan.FromSeconds(10);
    private readonly Lock sync = new();
    private readonly NodeStore store;
    private readonly IDisk disk;
    private readonly NodeHealth health;
    private readonly RetentionLoop retention;
    private readonly DiskOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<DiskGuard> logger;
    private readonly Dictionary<Lane, DateTimeOffset> since = [];
    private long? fullAt;
    private DiskLevel level;

    /// <summary>What the last look found; null when no volume is watched.</summary>
    public DiskSpace? Space { get; private set; }

    /// <summary>Below so many bytes Bulk is refused.</summary>
    public long MarkOf(DiskSpace space) => DiskLevel.Mark(space, options);

    public DiskGuard(NodeStore store, IDisk disk, NodeHealth health, RetentionLoop retention, IOptions<DiskOptions> options, TimeProvider clock, ILogger<DiskGuard> logger)
    {
        (this.store, this.disk, this.health, this.retention, this.options, this.clock, this.logger) = (store, disk, health, retention, options.Value, clock, logger);
        store.Admits = lane => !level.Refuses(lane);
        store.DiskFull = Full;
    }

    /// <summary>Before the database is opened: a disk that is full at the start must not keep the node from starting.</summary>
    public void Begin()
    {
        if (disk.Measure() is { } space && new DiskLevel().Next(space, options).ReserveReleased)
            disk.ReleaseReserve();
        level = level with { ReserveReleased = !disk.HasReserve };
    }

    /// <summary>Looks once and draws the conclusions.</summary>
    public void Look()
    {
        lock (sync)
        {
            var (reusable, owed) = store.Room();
            var space = disk.Measure() is { } measured ? measured with { Reusable = reusable, Owed = owed } : (DiskSpace?)null;
            Space = space;
            var next = space is { } known ? level.Next(known, options) : new DiskLevel();
            if (fullAt is { } full && TimeProvider.System.GetElapsedTime(full) < AfterFull)
                next = new(true, true, true);
            Enter(next, space);
        }
    }

    /// <summary>The database said that the disk is full.</summary>
    /// <returns>Whether trying again can help at once: room was made.</returns>
    private bool Full()
    {
        lock (sync)
        {
            var released = disk.HasReserve && options.ReserveBytes > 0;
            fullAt = TimeProvider.System.GetTimestamp();
            Enter(new(true, true, true), disk.Measure());
            return released;
        }
    }

    private void Enter(DiskLevel next, DiskSpace? space)
    {
        if (next.ReserveReleased && disk.HasReserve)
            disk.ReleaseReserve();
        else if (!next.ReserveReleased && !disk.HasReserve && !disk.TryMakeReserve())
            next = next with { ReserveReleased = true };
        Note(Lane.Bulk, next.RefusesBulk);
        Note(Lane.Normal, next.RefusesNormal);
        var changed = next != level;
        level = next;
        store.DiskShort = next.RefusesBulk;
        retention.DiskShort(next.ReserveReleased && next.RefusesBulk);
        Tell(space, changed);
    }

    private void Note(Lane lane, bool refused)
    {
        if (refused)
            since.TryAdd(lane, clock.GetUtcNow());
        else
            since.Remove(lane);
    }

    private void Tell(DiskSpace? space, bool changed)
    {
        var state = State(space);
        health.Report("disk", level switch
        {
            { RefusesNormal: true } => HealthStatus.Unhealthy,
            { RefusesBulk: true } or { ReserveReleased: true } => HealthStatus.Degraded,
            _ => HealthStatus.Healthy,
        }, state);
        if (changed && state is not null)
            KernelLog.DiskShort(logger, state);
        else if (changed)
            KernelLog.DiskHasRoom(logger);
    }

    private string? State(DiskSpace? space)
    {
        if (level == default)
            return null;
        var refused = since.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} refused since {pair.Value:yyyy-MM-ddTHH:mm:ssZ}");
        var found = space is { } known
            ? $"{(known.Free - known.Owed) / 1_000_000} MB free of {known.Total / 1_000_000} MB, {known.Reusable / 1_000_000} MB free in the database, mark {DiskLevel.Mark(known, options) / 1_000_000} MB"
            : "the database server says that its disk is full";
        var reserve = level.ReserveReleased ? " The reserve has been given back." : "";
        return $"{string.Join(", ", refused.DefaultIfEmpty("All lanes are taken"))}: {found}.{reserve} Free space on the volume or shorten Log:BulkKeep; it recovers by itself.";
    }
}
