using MassTransit;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Importing;

/// <summary>Keeps the import endpoints running in one process of the node: several would divide a queue among them, and its order with it.</summary>
internal sealed class ImportLoop(ImportBus imports, BrokerConnection broker, ImportState state, NodeStore store, IOptions<BusOptions> options) : Loop("bus import")
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);
    private readonly Lease lease = new(store, "bus import");

    protected override TimeSpan? SilenceLimit => TimeSpan.FromMinutes(2);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
                await ImportAsync(cancellation);
            else
                state.Released();
            Beat();
            await Task.Delay(Poll, TimeProvider.System, cancellation);
        }
    }

    private async Task ImportAsync(CancellationToken cancellation)
    {
        if (!await DeclareAsync(cancellation))
            return;
        var bus = imports.Create();
        try
        {
            // Ready means that every queue is bound: what is published from then on is not dropped.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(StopPatience);
            await bus.StartAsync(patience.Token);
            while (await lease.HoldAsync(cancellation))
            {
                Judge(bus.CheckHealth());
                Beat();
                await Task.Delay(Poll, TimeProvider.System, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !store.IsTransient(exception))
        {
            state.Away(BrokerConnection.Explain(exception));
        }
        finally
        {
            using var patience = new CancellationTokenSource(StopPatience);
            await bus.StopAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> DeclareAsync(CancellationToken cancellation)
    {
        try
        {
            var connection = await broker.OpenAsync(cancellation);
            foreach (var import in options.Value.Imports)
                await Topology.DeclareAsync(connection, import, cancellation);
            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            state.Away(BrokerConnection.Explain(exception));
            return false;
        }
    }

    // MassTransit connects again by itself; it tells here whether every endpoint reads.
    private void Judge(BusHealthResult health)
    {
        if (health.Status == BusHealthStatus.Healthy)
            state.Up();
        else
            state.Away(health.Endpoints.Values.Select(endpoint => endpoint.Exception is { } failure ? BrokerConnection.Explain(failure) : endpoint.Status == BusHealthStatus.Healthy ? null : endpoint.Description)
                .OfType<string>().FirstOrDefault() ?? (health.Exception is { } exception ? BrokerConnection.Explain(exception) : health.Description));
    }
}
