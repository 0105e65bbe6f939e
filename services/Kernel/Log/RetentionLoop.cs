using Microsoft.Extensions.Options;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>Shortens the log now and then; at once when the disk runs short. One process of a node does it.</summary>
internal sealed class RetentionLoop(Retention retention, NodeStore store, IOptions<RetentionOptions> options) : Loop("retention")
{
    private readonly Lease lease = new(store, "retention");
    private readonly SemaphoreSlim hurry = new(0, 1);
    private bool held;

    protected internal override TimeSpan? SilenceLimit => options.Value.RetentionEvery + TimeSpan.FromMinutes(10);

    /// <summary>The disk is short, or has room again.</summary>
    public void DiskShort(bool isShort)
    {
        retention.DiskShort = isShort;
        if (isShort && hurry.CurrentCount == 0)
            hurry.Release();
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var before = held;
            await retention.TellAsync(cancellation);
            held = await lease.HoldAsync(cancellation);
            if (held && !before)
                retention.Recount();
            if (held)
                await retention.PassAsync(cancellation);
            Beat();
            await hurry.WaitAsync(options.Value.RetentionEvery, cancellation);
        }
    }
}
