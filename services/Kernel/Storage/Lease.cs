using SmartCity.Contracts;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// The right of one process of the node to run a loop, renewed while it runs: on SQLite there is one process and it always
/// holds; on PostgreSQL another takes over <see cref="Duration"/> after the holder fell silent. A lease only saves double
/// work: that nothing is done twice rests on checkpoints and versions in the database.
/// </summary>
public sealed class Lease(NodeStore store, string name)
{
    /// <summary>How long a silent holder keeps it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    private readonly string owner = Guid.NewGuid().ToString("N");
    private long renewed = long.MinValue;

    /// <summary>Takes or renews the lease; false while another process holds it. Cheap to call often.</summary>
    public async Task<bool> HoldAsync(CancellationToken cancellation)
    {
        if (store is SqliteStore)
            return true;
        if (renewed != long.MinValue && TimeProvider.System.GetElapsedTime(renewed) < Duration / 3)
            return true;
        var now = TimeProvider.System.GetTimestamp();
        // The database's clock, so that processes with different clocks agree.
        var held = await store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync($"""
            insert into kernel_leases (name, owner, until) values (@p0, @p1, (extract(epoch from clock_timestamp()) * 1000)::bigint + {(long)Duration.TotalMilliseconds})
            on conflict (name) do update set owner = excluded.owner, until = excluded.until
            where kernel_leases.owner = excluded.owner or kernel_leases.until < (extract(epoch from clock_timestamp()) * 1000)::bigint
            """, name, owner), cancellation) == 1;
        renewed = held ? now : long.MinValue;
        return held;
    }
}
