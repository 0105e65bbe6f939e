using SmartCity.Simulators.Hj212;

namespace SmartCity.EnvironmentMonitoring.Tests;

/// <summary>The station simulator on the real clock, stopped at the end of the test.</summary>
internal sealed class RunningStation : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task run;

    public RunningStation(int port)
    {
        Simulator = new Hj212Station(new Hj212StationOptions
        {
            Port = port, Mn = Hub.Mn, AnnouncesRestart = false, RealtimeInterval = TimeSpan.FromHours(1), MinuteInterval = TimeSpan.FromMinutes(30), ReconnectDelay = TimeSpan.FromMilliseconds(100),
        }, TimeProvider.System);
        run = Simulator.RunAsync(stop.Token);
    }

    public Hj212Station Simulator { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        stop.Dispose();
    }
}
