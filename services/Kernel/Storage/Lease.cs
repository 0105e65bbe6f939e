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

    // Machine and process, for whoever looks into the table.
    private readonly string owner = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}";
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

    /// <summary>Whether some process of the node holds a lease now; on SQLite there is no other process.</summary>
    internal static async Task<bool> IsHeldAsync(NodeStore store, string name, CancellationToken cancellation)
    {
        if (store is SqliteStore)
            return false;
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select 1 from kernel_leases where name = @p0 and until >= (extract(epoch from clock_timestamp()) * 1000)::bigint", name);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
