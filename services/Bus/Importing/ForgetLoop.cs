using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Importing;

/// <summary>Forgets what was imported long ago.</summary>
internal sealed class ForgetLoop(NodeStore store, IOptions<BusOptions> options, TimeProvider clock) : Loop("bus forget")
{
    private const int Turn = 500;
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private readonly Lease lease = new(store, "bus forget");

    protected override TimeSpan? SilenceLimit => Every + TimeSpan.FromMinutes(10);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            while (await lease.HoldAsync(cancellation) && await ForgetAsync(cancellation) == Turn)
            {
            }
            Beat();
            await Task.Delay(Every, TimeProvider.System, cancellation);
        }
    }

    /// <summary>Forgets some; how many.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellation)
    {
        var before = Instant.ToMicroseconds(clock.GetUtcNow().AddDays(-options.Value.RememberDays));
        return store.WriteAsync(Lane.Bulk, write => write.ExecuteAsync(
            "delete from bus_imported where (source, id) in (select source, id from bus_imported where at < @p0 limit @p1)", before, Turn), cancellation);
    }
}
