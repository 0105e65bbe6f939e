using Microsoft.Extensions.Options;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Samples every link now and then.</summary>
internal sealed class LinkHistoryLoop(LinkReport report, LinkHistory history, NodeStore store, TimeProvider clock, IOptions<FederationOptions> options) : Loop("federation link history")
{
    private readonly Lease lease = new(store, "federation link history");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await lease.HoldAsync(cancellation) && await report.ReadAsync(cancellation) is { Count: > 0 } links)
                await history.AddAsync(links, clock.GetUtcNow(), clock.GetUtcNow() - options.Value.HistoryKeep, cancellation);
            Beat();
            await Task.Delay(options.Value.HistoryEvery, TimeProvider.System, cancellation);
        }
    }
}
