using Microsoft.Extensions.Time.Testing;
using SmartCity.Protocols.Hj212;
using SmartCity.Simulators.Hj212;

namespace SmartCity.Simulators.Tests.Hj212;

/// <summary>A station under a clock the test moves, stopped at the end of the test.</summary>
internal sealed class RunningStation : IAsyncDisposable
{
    public const string Mn = "010000A8900016F000169DC0";
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 5, TimeSpan.FromHours(8));
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    public RunningStation(int port, Func<Hj212StationOptions, Hj212StationOptions>? with = null)
    {
        var options = new Hj212StationOptions
        {
            Port = port, Mn = Mn, AnnouncesRestart = false, OverTime = TimeSpan.FromHours(9), RealtimeInterval = TimeSpan.FromHours(1),
            MinuteInterval = TimeSpan.FromMinutes(30),
        };
        Station = new Hj212Station(with is null ? options : with(options), Time);
        _run = Station.RunAsync(_stop.Token);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public Hj212Station Station { get; }

    public Hj212Peer Peer { get; } = new(Mn, "123456", "22", Hj212Edition.Edition2017);

    /// <summary>Moves the clock in steps until the condition holds; the pauses only let the sockets work.</summary>
    public async Task MoveUntilAsync(Func<bool> condition, TimeSpan step)
    {
        for (int i = 0; i < 2000 && !condition(); i++)
        {
            Time.Advance(step);
            await Task.Delay(10);
        }

        Assert.True(condition());
    }

    /// <summary>Waits, the clock standing still.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        for (int i = 0; i < 2000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _stop.Dispose();
    }
}
