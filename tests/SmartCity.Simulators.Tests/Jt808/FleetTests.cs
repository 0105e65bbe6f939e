using System.Diagnostics;
using System.Globalization;
using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Simulators.Jt808;

namespace SmartCity.Simulators.Tests.Jt808;

public sealed class FleetTests(ITestOutputHelper output)
{
    /// <summary>
    /// 300 terminals by default; JT808_FLEET=5000 is the documented run (both ends in this process, 10,000 sockets: needs
    /// an open-files limit above that).
    /// </summary>
    [Fact]
    public async Task A_fleet_in_one_process_reports_without_a_thread_for_each_terminal()
    {
        int count = int.Parse(Environment.GetEnvironmentVariable("JT808_FLEET") ?? "300", CultureInfo.InvariantCulture);
        await using var platform = new LoopbackPlatform(keeps: false);
        using var stop = new CancellationTokenSource();
        var first = new Jt808TerminalOptions { Port = platform.Port, Phone = TerminalPhone.Parse("13900000000"), AckTimeout = TimeSpan.FromSeconds(60), Edition = Jt808Edition.V2019 };
        var fleet = new Jt808Fleet(first, count, TimeSpan.FromMilliseconds(count * 2), TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        Task run = fleet.RunAsync(stop.Token);
        await UntilAsync(() => fleet.Terminals.All(terminal => terminal.IsOnline && terminal.Acknowledged >= 2), output);
        using var process = Process.GetCurrentProcess();
        output.WriteLine($"{count} terminals online with 2 reports each after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s, "
            + $"{process.Threads.Count} threads, {process.WorkingSet64 / 1e6:F0} MB resident (both ends), "
            + $"{process.TotalProcessorTime.TotalSeconds:F1} s of processor, {fleet.Acknowledged} reports acknowledged");
        Assert.True(process.Threads.Count < 100, $"{process.Threads.Count} threads for {count} terminals");
        Assert.Equal(count, platform.Registrations.Count);
        Assert.Empty(platform.Errors);
        await stop.CancelAsync();
        await run;
    }

    [Fact]
    public void The_same_seed_drives_the_same_way()
    {
        var moment = new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8));
        Jt808TerminalOptions options = new() { Port = 1, Phone = TerminalPhone.Parse("1"), Seed = 42 };
        var time = new FixedTime(moment);
        Assert.Equal(Locate(options), Locate(options));
        Assert.NotEqual(Locate(options), Locate(options with { Seed = 43 }));

        string Locate(Jt808TerminalOptions given) => Convert.ToHexString(new Jt808TerminalState(given, time).Locate().Encode(Jt808Edition.V2019));
    }

    private static async Task UntilAsync(Func<bool> holds, ITestOutputHelper output)
    {
        for (int i = 0; i < 1800; i++)
        {
            if (holds()) return;
            await Task.Delay(100);
        }

        output.WriteLine("gave up waiting");
        Assert.Fail("The fleet did not come online in three minutes.");
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
    }
}
