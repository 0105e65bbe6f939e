using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Benchmarks.Federation;

/// <summary>Events for benchmarks: Bulk, one type, 100 subjects, their data padded to a size.</summary>
internal static class Backlog
{
    private const int ATurn = 5_000;

    /// <summary>Makes a county's database with a backlog in it.</summary>
    public static async Task MakeAsync(string file, int events, int bytes)
    {
        await using var store = new SqliteStore(file, TimeProvider.System);
        await store.OpenAsync("430481", CancellationToken.None);
        for (var made = 0; made < events; made += ATurn)
            await store.WriteAsync(Lane.Bulk, write =>
            {
                foreach (var envelope in Envelopes(made, Math.Min(ATurn, events - made), bytes, write.Now))
                    write.Append(envelope);
                return Task.CompletedTask;
            }, CancellationToken.None);
    }

    /// <summary>Some of them.</summary>
    public static IEnumerable<EventEnvelope> Envelopes(int first, int count, int bytes, DateTimeOffset now)
    {
        for (var number = first; number < first + count; number++)
        {
            var drill = new BulkDrilled($"bench-{number % 100:d2}", number, "", "430481", now);
            var padding = bytes - EventJson.Write(drill).Length;
            yield return EventLog.Envelope(drill with { CallerId = new string('x', Math.Max(0, padding)) }, now);
        }
    }

    /// <summary>How far a database has received the county's Bulk lane, in the county's positions.</summary>
    public static async Task<long> ReceivedAsync(DbConnection connection)
    {
        await using var command = connection.Query("select position from federation_received where peer = '430481' and lane = 3");
        return await command.ExecuteScalarAsync() is long position ? position : 0;
    }

    /// <summary>How many of the county's events a database holds.</summary>
    public static async Task<long> CountAsync(DbConnection connection)
    {
        await using var command = connection.Query("select count(*) from kernel_log where lane = 3 and origin = '430481' and type = 'platform.bulk-drilled.v1'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
