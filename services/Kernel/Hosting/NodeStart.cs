using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Hosting;

/// <summary>Opens the database and brings all tables up to date before anything else starts; says ready once everything has.</summary>
internal sealed class NodeStart(
    IServiceProvider services, NodeStore store, DiskGuard disk, Validity validity, IEnumerable<ModuleDatabase> databases, NodeProcess process, IOptions<NodeOptions> options,
    NodeHealth health, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<NodeStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        disk.Begin();
        await using var turn = await store.BeginStartAsync(cancellationToken);
        await store.OpenAsync(options.Value.Id, cancellationToken);
        await validity.BeginAsync(cancellationToken);
        foreach (var database in databases)
            await database.MigrateAsync(services, cancellationToken);
        if (await store.PendingRestoreAsync(cancellationToken) is var (reason, by))
            await DeclareAsync(reason, by, cancellationToken);
    }

    // The database was put back from a backup: what is appended from now on must not be mistaken for what the lost part held.
    private async Task DeclareAsync(string reason, string by, CancellationToken cancellation)
    {
        await store.DeclareRestoreAsync((before, after) => EventLog.Envelope(
            new RestoreDeclared(before.Epoch.ToString("x"), after.Epoch.ToString("x"), reason, by, options.Value.Id, clock.GetUtcNow()), clock.GetUtcNow()), cancellation);
        KernelLog.RestoreDeclared(logger, options.Value.Id, store.Identity.PreviousEpoch, store.Identity.Epoch, reason);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.EndWithParent)
            _ = Task.Run(WatchParentAsync, CancellationToken.None);
        health.MarkReady();
        KernelLog.Ready(logger, options.Value.Id, options.Value.Name, process.Name, string.Join(", ", process.Modules),
            store is PostgresStore ? "PostgreSQL" : ((SqliteStore)store).Path, store.Identity.Epoch);
        return Task.CompletedTask;
    }

    private async Task WatchParentAsync()
    {
        var nothing = new byte[256];
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(nothing) > 0)
        {
        }
        lifetime.StopApplication();
        // Whatever hangs: the parent is gone, and its ports are wanted by the next start.
        await Task.Delay(TimeSpan.FromSeconds(20));
        Environment.Exit(3);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
