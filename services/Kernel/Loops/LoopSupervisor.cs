using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Modules;

namespace SmartCity.Kernel.Loops;

/// <summary>Runs all loops of the node. A loop that throws never ends the process.</summary>
internal sealed class LoopSupervisor(IEnumerable<LoopSource> sources, NodeHealth health, TimeProvider clock, ILogger<LoopSupervisor> logger) : BackgroundService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await health.StartedAsync(stoppingToken);
        await Task.WhenAll(sources.SelectMany(source => source.Loops()).Select(loop => Task.Run(() => SuperviseAsync(loop, stoppingToken), stoppingToken)));
    }

    private async Task SuperviseAsync(Loop loop, CancellationToken cancellation)
    {
        var pause = ShortestPause;
        health.Watch(loop);
        while (!cancellation.IsCancellationRequested)
        {
            var started = clock.GetTimestamp();
            try
            {
                await loop.RunAsync(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                KernelLog.LoopFailed(logger, loop.Name, exception);
                KernelMetrics.Failed(loop.Name);
                health.Failed(loop, exception);
            }
            pause = clock.GetElapsedTime(started) > LongestPause ? ShortestPause : pause;
            await Task.Delay(pause, TimeProvider.System, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
