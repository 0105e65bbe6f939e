using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmartCity.Benchmarks.Federation;
using SmartCity.Benchmarks.Running;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Benchmarks.Log;

/// <summary>
/// The log on both stores beside plain inserts and reads through ADO.NET of the same rows into the same table with the same
/// durability; and the steps of a batch on its way, each alone. One caller, nothing in parallel.
/// </summary>
internal sealed class LogBenchmark(Switches switches)
{
    private const int Bytes = 400;
    private const int Batch = EventBatch.MaxEvents;
    private readonly int rounds = switches.Number("rounds", 5);
    private readonly int batches = switches.Number("batches", 8);

    public static async Task<int> RunAsync(Switches switches)
    {
        await new LogBenchmark(switches).RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        Machine.Head("The log beside plain inserts and reads, and the steps of a batch", $"log{switches}",
            $"{Bytes}-byte events, {Batch:N0} a transaction or page, every commit synced to disk; medians of {rounds} rounds of {batches} transactions. CPU is this process's and, for PostgreSQL, the server's as well. Plain: one prepared command a row, parameters through ADO.NET, the same table and indexes.");
        Console.WriteLine("| what | events/s | CPU per event |\n|---|---:|---:|");
        using var children = new Children();
        await StepsAsync();
        if (switches.Text("store") == "none")
            return;
        await SqliteAsync(Path.Combine(children.Folder, "node.db"));
        if (switches.Text("store") != "sqlite")
        {
            using var postgres = await Postgres.StartAsync();
            await PostgresAsync(await postgres.CreateAsync("log"), postgres.Cpu);
        }
        Machine.Foot();
    }

    private async Task SqliteAsync(string file)
    {
        await using (var store = new SqliteStore(file, TimeProvider.System))
        {
            await store.OpenAsync("430400", CancellationToken.None);
            await StoreAsync("SQLite", store, null);
        }
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using (var full = connection.Query("pragma synchronous=full; pragma wal_autocheckpoint=1000"))
            await full.ExecuteNonQueryAsync();
        await PlainAsync("SQLite", connection, null);
    }

    private async Task PostgresAsync(string database, Func<TimeSpan> server)
    {
        await using var store = new PostgresStore(database, TimeProvider.System);
        await store.OpenAsync("430400", CancellationToken.None);
        await StoreAsync("PostgreSQL", store, server);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        await PlainAsync("PostgreSQL", connection, server);
    }

    private async Task StoreAsync(string name, NodeStore store, Func<TimeSpan>? server)
    {
        await using var log = new EventLog(store, TimeProvider.System);
        var sample = Backlog.Envelopes(0, Batch, Bytes, TimeProvider.System.GetUtcNow()).ToList();
        await RowAsync($"{name}: append own events", _ => EachAsync(_ => store.WriteAsync(Lane.Bulk, write =>
        {
            sample.ForEach(write.Append);
            return Task.CompletedTask;
        }, CancellationToken.None)), server);
        var imported = 0L;
        await RowAsync($"{name}: append imported events", _ => EachAsync(_ =>
        {
            var events = sample.ConvertAll(envelope => envelope with { Origin = "430481", Epoch = 1, OriginPosition = ++imported });
            return store.WriteAsync(Lane.Bulk, write =>
            {
                write.Import(events, "430481");
                return Task.CompletedTask;
            }, CancellationToken.None);
        }), server);
        await RowAsync($"{name}: read", async _ =>
        {
            var after = 0L;
            await EachAsync(async _ => after = (await log.ReadAsync(Lane.Bulk, after, Batch, null, LogScope.All, CancellationToken.None)).Through);
        }, server);
    }

    private async Task PlainAsync(string name, DbConnection connection, Func<TimeSpan>? server)
    {
        var sample = Backlog.Envelopes(0, Batch, Bytes, TimeProvider.System.GetUtcNow()).ToList();
        var position = 1L << 40;
        await RowAsync($"{name}: plain inserts", _ => EachAsync(async _ =>
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var insert = connection.Query("""
                insert into kernel_log (lane, position, type, subject, division, time, recorded, origin, epoch, origin_position, recovered, data)
                values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
                """, 3, 0L, "", "", "", 0L, 0L, "", 2L, 0L, 0, Array.Empty<byte>());
            insert.Transaction = transaction;
            await insert.PrepareAsync();
            foreach (var envelope in sample)
            {
                position++;
                object[] values = [3, position, envelope.Type, envelope.Subject, envelope.Division, Instant.ToMicroseconds(envelope.Time), Instant.ToMicroseconds(envelope.Time), "430481", 2L, position, 0, envelope.Data.ToArray()];
                for (var index = 0; index < values.Length; index++)
                    insert.Parameters[index].Value = values[index];
                await insert.ExecuteNonQueryAsync();
            }
            await transaction.CommitAsync();
        }), server);
        await RowAsync($"{name}: plain reads", async _ =>
        {
            var after = 0L;
            await EachAsync(async _ =>
            {
                await using var select = connection.Query("select * from kernel_log where lane = 3 and position > @p0 order by position limit @p1", after, Batch);
                await using var row = await select.ExecuteReaderAsync();
                var values = new object[row.FieldCount];
                while (await row.ReadAsync())
                {
                    row.GetValues(values);
                    after = (long)values[1];
                }
            });
        }, server);
    }

    private async Task StepsAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var position = 1_000_000L;
        var events = Backlog.Envelopes(0, Batch, Bytes, now).Select(envelope => envelope with { Origin = "430481", Epoch = 1L << 50, Position = ++position, OriginPosition = position, RecordedTime = now }).ToList();
        var output = new ArrayBufferWriter<byte>(4 << 20);
        foreach (var (name, format) in new[] { ("binary", EventBatch.Binary), ("JSON", EventBatch.Json) })
        {
            await RowAsync($"batch, {name}: write", _ => EachAsync(_ =>
            {
                output.ResetWrittenCount();
                EventBatch.Write(output, format, events, now);
                return Task.CompletedTask;
            }));
            var body = output.WrittenMemory.ToArray();
            await RowAsync($"batch, {name}: read", _ => EachAsync(_ => Task.FromResult(EventBatch.Read(body, format, Lane.Bulk, now, out var mistake)!.Count)));
            await RowAsync($"batch, {name}: SHA-256 of the body", _ => EachAsync(_ => Task.FromResult(SHA256.HashData(body))));
        }
        await RowAsync("fingerprint of an event (ledger)", _ => EachAsync(_ => Task.FromResult(events.Aggregate(UInt128.Zero, (sum, envelope) => sum + EventHash.Of(envelope)))));
    }

    private async Task EachAsync(Func<int, Task> batch)
    {
        for (var number = 0; number < batches; number++)
            await batch(number);
    }

    private async Task RowAsync(string name, Func<int, Task> work, Func<TimeSpan>? server = null)
    {
        var done = await Work.MeasureAsync(Batch * batches, rounds, work, server);
        Console.WriteLine(Machine.Invariant($"| {name} | {done.PerSecond:N0} | {done.Microseconds:N2} µs |"));
    }
}
