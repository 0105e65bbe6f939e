using System.Diagnostics;
using SmartCity.Benchmarks.Federation;
using SmartCity.Benchmarks.Running;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Benchmarks.Log;

/// <summary>What an event costs as the log grows: to append it, to read it at the end as a link does, to find it by its identity.</summary>
internal sealed class GrowthBenchmark(Switches switches)
{
    private const int Batch = 4000;
    private const int ASample = 10;
    private readonly int most = switches.Number("to", 1_000_000);

    public static async Task<int> RunAsync(Switches switches)
    {
        await new GrowthBenchmark(switches).RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        Machine.Head("What an event costs as the log grows", $"growth{switches}",
            $"One caller, 400-byte events of another home, {Batch:N0} a transaction, every commit synced. Processor time of the process (and the server) per event, medians of {ASample} transactions, pages of {Batch:N0} and 1,000 single look-ups at each size.");
        using var children = new Children();
        using var postgres = switches.Text("store") == "postgres" ? await Postgres.StartAsync() : null;
        await WarmUpAsync(children);
        await using NodeStore store = postgres is null ? new SqliteStore(Path.Combine(children.Folder, "node.db"), TimeProvider.System) : new PostgresStore(await postgres.CreateAsync("growth"), TimeProvider.System);
        await store.OpenAsync("430400", CancellationToken.None);
        await using var log = new SmartCity.Kernel.Log.EventLog(store, TimeProvider.System);
        var sample = Backlog.Envelopes(0, Batch, 400, TimeProvider.System.GetUtcNow()).ToList();
        var held = 0L;
        for (; held < 20 * Batch / 2; held += Batch)
            await AppendAsync(store, sample, held);
        Console.WriteLine($"| events in the log ({(postgres is null ? "SQLite" : "PostgreSQL")}) | append | × | read at the end | find one by identity |\n|---:|---:|---:|---:|---:|");
        var first = 0.0;
        for (var size = 10_000L; size <= most; size *= 10)
        {
            for (; held < size; held += Batch)
                await AppendAsync(store, sample, held);
            var append = await MedianAsync(postgres, Batch, async () => await AppendAsync(store, sample, (held += Batch) - Batch));
            var tail = await log.HeadAsync(Lane.Bulk, CancellationToken.None) - Batch;
            var read = await MedianAsync(postgres, Batch, async () => await log.ReadAsync(Lane.Bulk, tail, Batch, null, LogScope.All, CancellationToken.None));
            var find = await MedianAsync(postgres, 1000, () => FindAsync(log, held, 1000));
            first = first == 0 ? append : first;
            Console.WriteLine(Machine.Invariant($"| {size:N0} | {append:N2} µs | {append / first:N2} | {read:N2} µs | {find:N1} µs |"));
        }
        Machine.Foot("Budget: flat within 20 %.");
    }

    // Code is compiled for good before anything counts, on a store that is thrown away.
    private static async Task WarmUpAsync(Children children)
    {
        await using var store = new SqliteStore(Path.Combine(children.Folder, "warm.db"), TimeProvider.System);
        await store.OpenAsync("430400", CancellationToken.None);
        await using var log = new SmartCity.Kernel.Log.EventLog(store, TimeProvider.System);
        var sample = Backlog.Envelopes(0, Batch, 400, TimeProvider.System.GetUtcNow()).ToList();
        for (var held = 0L; held < 50 * Batch; held += Batch)
        {
            await AppendAsync(store, sample, held);
            await log.ReadAsync(Lane.Bulk, held, Batch, null, LogScope.All, CancellationToken.None);
            await FindAsync(log, held + Batch, 40);
        }
    }

    private static Task AppendAsync(NodeStore store, List<EventEnvelope> sample, long after)
    {
        var position = after;
        var events = sample.ConvertAll(envelope => envelope with { Origin = "430481", Epoch = 1, OriginPosition = ++position });
        return store.WriteAsync(Lane.Bulk, write =>
        {
            write.Import(events, "430481");
            return Task.CompletedTask;
        }, CancellationToken.None);
    }

    private static async Task FindAsync(SmartCity.Kernel.Log.EventLog log, long held, int times)
    {
        for (var number = 0; number < times; number++)
            if (await log.FindAsync("430481", 1, Random.Shared.NextInt64(1, held), CancellationToken.None) is null)
                throw new InvalidOperationException("An event that was appended is not found.");
    }

    private static async Task<double> MedianAsync(Postgres? postgres, int events, Func<Task> work)
    {
        var costs = new List<double>();
        for (var time = 0; time < ASample; time++)
        {
            var before = Cpu(postgres);
            await work();
            costs.Add((Cpu(postgres) - before).TotalMicroseconds / events);
        }
        return Machine.Median(costs);
    }

    private static TimeSpan Cpu(Postgres? postgres)
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime + (postgres?.Cpu() ?? default);
    }
}
