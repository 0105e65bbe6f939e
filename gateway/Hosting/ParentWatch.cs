using Microsoft.Extensions.Options;

namespace SmartCity.Gateway.Hosting;

/// <summary>Ends the process with its parent, whose end of standard input closes however it dies.</summary>
internal sealed class ParentWatch(IOptions<GatewayOptions> options, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.EndWithParent)
            _ = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WatchAsync()
    {
        var nothing = new byte[256];
        await using var input = Console.OpenStandardInput();
        while (await input.ReadAsync(nothing) > 0)
        {
        }
        lifetime.StopApplication();
        // Whatever hangs: the parent is gone, and its ports are wanted by the next start.
        await Task.Delay(TimeSpan.FromSeconds(15));
        Environment.Exit(3);
    }
}
