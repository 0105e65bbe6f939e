using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>The SQL of retention, the same on both stores.</summary>
internal static class RetentionTables
{
    private const int TombstonesALane = 100;

    /// <summary>The oldest events of a lane.</summary>
    public static async Task<List<OldEvent>> OldestAsync(DbConnection connection, Lane lane, int limit, CancellationToken cancellation)
    {
        await using var command = connection.Query("select position, length(data), recorded from kernel_log where lane = @p0 order by position limit @p1", (int)lane, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var oldest = new List<OldEvent>(limit);
        while (await row.ReadAsync(cancellation))
            oldest.Add(new(row.GetInt64(0), row.GetInt32(1), Instant.FromMicroseconds(row.GetInt64(2))));
        return oldest;
    }

    /// <summary>How much data a lane holds after a position, looking at so many events at most, and how far it looked.</summary>
    public static async Task<(long Bytes, long Through, int Events)> WeighAsync(DbConnection connection, Lane lane, long after, int limit, CancellationToken cancellation)
    {
        await using var command = connection.Query("""
            select coalesce(sum(bytes), 0), coalesce(max(position), 0), count(*)
            from (select position, length(data) as bytes from kernel_log where lane = @p0 and position > @p1 order by position limit @p2) as next
            """, (int)lane, after, limit);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (Convert.ToInt64(row.GetValue(0), null), row.GetInt64(1), Convert.ToInt32(row.GetValue(2), null));
    }

    /// <summary>Writes down what is deleted: joined to the deletion before when the reason is the same.</summary>
    /// <returns>Where the deletion before had ended.</returns>
    public static async Task<long> BuryAsync(WriteTransaction write, Lane lane, long through, Deletion deletion)
    {
        var (number, at) = ((int)lane, Instant.ToMicroseconds(write.Now));
        var after = Convert.ToInt64(await write.ScalarAsync("select coalesce(max(through_position), 0) from kernel_tombstones where lane = @p0 and subscriber = ''", number), null);
        var joined = await write.ExecuteAsync("""
            update kernel_tombstones set through_position = @p0, events = events + @p1, bytes = bytes + @p2, at = @p3
            where lane = @p4 and subscriber = '' and reason = @p5 and through_position = @p6
            """, through, (long)deletion.Events, deletion.Bytes, at, number, Reason(deletion), after);
        if (joined == 0)
        {
            await write.ExecuteAsync("insert into kernel_tombstones (lane, after_position, through_position, events, bytes, at, reason) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)",
                number, after, through, (long)deletion.Events, deletion.Bytes, at, Reason(deletion));
            await JoinOldAsync(write, number);
        }
        return after;
    }

    private static string Reason(Deletion deletion) => deletion.Overrides ? deletion.Reason + ", before everybody had read it" : deletion.Reason;

    // Reasons that take turns would leave a row each: the older half becomes one.
    private static async Task JoinOldAsync(WriteTransaction write, int lane)
    {
        var count = Convert.ToInt64(await write.ScalarAsync("select count(*) from kernel_tombstones where lane = @p0 and subscriber = ''", lane), null);
        if (count <= TombstonesALane)
            return;
        var middle = await write.ScalarAsync("select through_position from kernel_tombstones where lane = @p0 and subscriber = '' order by through_position limit 1 offset @p1", lane, TombstonesALane / 2);
        await write.ExecuteAsync("""
            update kernel_tombstones set
                after_position = (select min(after_position) from kernel_tombstones where lane = @p0 and subscriber = ''),
                events = (select sum(events) from kernel_tombstones where lane = @p0 and subscriber = '' and through_position <= @p1),
                bytes = (select sum(bytes) from kernel_tombstones where lane = @p0 and subscriber = '' and through_position <= @p1),
                reason = 'several'
            where lane = @p0 and subscriber = '' and through_position = @p1
            """, lane, middle);
        await write.ExecuteAsync("delete from kernel_tombstones where lane = @p0 and subscriber = '' and through_position < @p1", lane, middle);
    }

    /// <summary>Remembers how far everybody has read now, and tells how far everybody had read so long ago.</summary>
    public static async Task<long> MarkAsync(WriteTransaction write, Lane lane, long passed, TimeSpan ago)
    {
        var (number, now) = ((int)lane, Instant.ToMicroseconds(write.Now));
        var last = await write.ScalarAsync("select max(at) from kernel_retention where lane = @p0", number);
        if (last is null || Convert.ToInt64(last, null) <= now - (long)(ago / 24).TotalMicroseconds)
            await write.ExecuteAsync("insert into kernel_retention (lane, at, position) values (@p0, @p1, @p2) on conflict do nothing", number, now, passed);
        var since = now - (long)ago.TotalMicroseconds;
        var then = await write.ScalarAsync("select max(at) from kernel_retention where lane = @p0 and at <= @p1", number, since);
        if (then is null)
            return 0;
        await write.ExecuteAsync("delete from kernel_retention where lane = @p0 and at < @p1", number, then);
        return Convert.ToInt64(await write.ScalarAsync("select position from kernel_retention where lane = @p0 and at = @p1", number, then), null);
    }

    /// <summary>Forgets up to so many things done by subscribers; not those of one that stands still, which may yet do them again.</summary>
    public static Task<int> ForgetCausesAsync(WriteTransaction write, DateTimeOffset before, int limit) => write.ExecuteAsync("""
        delete from kernel_causes where (subscriber, origin, epoch, position) in (
            select subscriber, origin, epoch, position from kernel_causes c where at < @p0
              and not exists (select 1 from kernel_parked p where p.subscriber = c.subscriber)
              and not exists (select 1 from kernel_checkpoints k where k.subscriber = c.subscriber and k.halted is not null)
            limit @p1)
        """, Instant.ToMicroseconds(before), limit);

    /// <summary>Forgets up to so many answers.</summary>
    public static Task<int> ForgetAnswersAsync(WriteTransaction write, DateTimeOffset before, int limit) => write.ExecuteAsync(
        "delete from kernel_idempotency where (caller, key) in (select caller, key from kernel_idempotency where at < @p0 limit @p1)",
        Instant.ToMicroseconds(before), limit);
}
