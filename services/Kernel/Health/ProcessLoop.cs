using System.Globalization;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Health;

/// <summary>One process of this node, as it said of itself last.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Modules">The modules it runs.</param>
/// <param name="Status">How it said it was; null when it is silent.</param>
/// <param name="SilentSeconds">How long ago it said so.</param>
internal sealed record ProcessView(string Name, IReadOnlyList<string> Modules, HealthStatus? Status, double SilentSeconds);

/// <summary>On PostgreSQL, tells the node's other processes how this one is, and says in health who of them has fallen silent.</summary>
internal sealed class ProcessLoop(NodeStore store, NodeProcess self, NodeHealth health, TimeProvider clock) : Loop("processes")
{
    private const string Now = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);

    protected internal override TimeSpan? SilenceLimit => TimeSpan.FromMinutes(1);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await TellAsync(cancellation);
                Judge(await ListAsync(cancellation));
                await ForgetAsync(cancellation);
                if (store is PostgresStore shared)
                    await shared.RefreshIdentityAsync(cancellation);
                Beat();
                await Task.Delay(Every, TimeProvider.System, cancellation);
            }
        }
        finally
        {
            if (cancellation.IsCancellationRequested)
                await store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("delete from kernel_processes where name = @p0", self.Name), CancellationToken.None);
        }
    }

    /// <summary>All processes of the node; on SQLite there is this one.</summary>
    public async Task<IReadOnlyList<ProcessView>> ListAsync(CancellationToken cancellation)
    {
        if (store is SqliteStore)
            return [new(self.Name, self.Modules, health.Status, 0)];
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"select name, modules, status, {Now} - seen from kernel_processes order by name");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<ProcessView>();
        while (await row.ReadAsync(cancellation))
            all.Add(View(row.GetString(0), row.GetString(1), row.GetString(2), Math.Max(0, row.GetInt64(3)) / 1000.0));
        return all;
    }

    private static ProcessView View(string name, string modules, string status, double seconds) =>
        new(name, modules.Split(',', StringSplitOptions.RemoveEmptyEntries), seconds <= Silence.TotalSeconds && Enum.TryParse<HealthStatus>(status, out var said) ? said : null, seconds);

    private Task TellAsync(CancellationToken cancellation) => store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync($"""
        insert into kernel_processes (name, modules, started, seen, status) values (@p0, @p1, @p2, {Now}, @p3)
        on conflict (name) do update set modules = excluded.modules, seen = excluded.seen, status = excluded.status
        """, self.Name, string.Join(',', self.Modules), Instant.ToMicroseconds(clock.GetUtcNow()), health.Status.ToString()), cancellation);

    private void Judge(IReadOnlyList<ProcessView> all)
    {
        var running = all.Where(process => process.Status is not null).SelectMany(process => process.Modules).ToHashSet(StringComparer.Ordinal);
        var silent = all.Where(process => process.Status is null).ToList();
        foreach (var process in silent)
            Report(process, [.. process.Modules.Where(module => !running.Contains(module))]);
        foreach (var name in reported.Except(silent.Select(process => process.Name)).ToList())
        {
            health.Forget("process " + name);
            reported.Remove(name);
        }
    }

    private void Report(ProcessView process, IReadOnlyList<string> orphaned)
    {
        reported.Add(process.Name);
        var since = string.Create(CultureInfo.InvariantCulture, $"It ran {string.Join(", ", process.Modules)} and has been silent for {process.SilentSeconds:0} s");
        health.Report("process " + process.Name, orphaned.Count == 0 ? HealthStatus.Degraded : HealthStatus.Unhealthy, orphaned.Count == 0
            ? $"{since}; others of this node go on with its modules. Start it again."
            : $"{since}; nobody else runs {string.Join(", ", orphaned)}. Start it again.");
    }

    // Whose modules others run is forgotten after a while; a module that nobody runs any more stays a complaint until the day after.
    private Task ForgetAsync(CancellationToken cancellation) => store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync($"""
        delete from kernel_processes gone where seen < {Now} - @p0 and (seen < {Now} - @p1 or not exists (
            select 1 from unnest(string_to_array(gone.modules, ',')) as module
            where not exists (select 1 from kernel_processes alive where alive.seen >= {Now} - @p2 and module = any (string_to_array(alive.modules, ',')))))
        """, (long)Remembered.TotalMilliseconds, (long)TimeSpan.FromDays(1).TotalMilliseconds, (long)Silence.TotalMilliseconds), cancellation);
}
