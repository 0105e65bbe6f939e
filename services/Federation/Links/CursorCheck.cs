using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Compares another node's cursor in our log with the log itself.</summary>
internal static class CursorCheck
{
    /// <returns>Why the cursor cannot belong to this log; null when it can.</returns>
    public static async Task<string?> FindMistakeAsync(EventLog log, NodeStore store, Lane lane, long position, string? id, string? hash, CancellationToken cancellation)
    {
        // A cursor stands where somebody has read to; beyond the log's end nobody can have read.
        if (position > await LastPositionAsync(store, cancellation))
            return $"the other side has received our {lane} lane up to {position}, and our log ends before: it was put back to an earlier state";
        if (id is null || !EventEnvelope.TryParseId(id, out var origin, out var epoch, out var originPosition))
            return null;
        if (await log.FindAsync(origin, epoch, originPosition, cancellation) is { } found)
            return hash is null || EventHash.Format(EventHash.Of(found)) == hash ? null : $"event {id} here is not the event the other side received under that id: this log is a twin of another, or was put back";
        return await IsDroppedAsync(store, lane, position, cancellation) ? null : $"event {id}, which the other side received, is not in this log: it was put back to an earlier state";
    }

    private static async Task<long> LastPositionAsync(NodeStore store, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        long last = 0;
        foreach (var lane in Lanes.All)
        {
            await using var command = connection.Query("select coalesce((select max(position) from kernel_log where lane = @p0), 0), coalesce((select max(through_position) from kernel_tombstones where lane = @p0), 0)", (int)lane);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            last = Math.Max(last, Math.Max(row.GetInt64(0), row.GetInt64(1)));
        }
        return last;
    }

    private static async Task<bool> IsDroppedAsync(NodeStore store, Lane lane, long position, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select 1 from kernel_tombstones where lane = @p0 and subscriber = '' and after_position < @p1 and through_position >= @p1", (int)lane, position);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
