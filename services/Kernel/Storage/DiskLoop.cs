using Microsoft.Extensions.Options;
using SmartCity.Kernel.Loops;

namespace SmartCity.Kernel.Storage;

/// <summary>Looks at the disk every second.</summary>
internal sealed class DiskLoop(DiskGuard guard, IOptions<DiskOptions> options) : Loop("disk")
{
    protected internal override TimeSpan? SilenceLimit => options.Value.Every + TimeSpan.FromMinutes(1);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            guard.Look();
            Beat();
            await Task.Delay(options.Value.Every, TimeProvider.System, cancellation);
        }
    }
}
