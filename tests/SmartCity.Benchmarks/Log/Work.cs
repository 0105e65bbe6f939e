using System.Diagnostics;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Log;

/// <summary>What a piece of work took by the clock and in processor time of this process (and of a server, when one is watched).</summary>
internal sealed record Work(double PerSecond, double Microseconds)
{
    // So often everything is done before it counts: its code has been compiled for good by then.
    private const int WarmUps = 3;

    /// <summary>Does it a few times to warm up and then several times; the medians count.</summary>
    /// <param name="events">How many events each time handles.</param>
    /// <param name="rounds">How many times.</param>
    /// <param name="work">The work; gets the number of the round.</param>
    /// <param name="server">Processor time of a server so far.</param>
    public static async Task<Work> MeasureAsync(int events, int rounds, Func<int, Task> work, Func<TimeSpan>? server = null)
    {
        List<double> rates = [], costs = [];
        for (var round = -WarmUps; round < rounds; round++)
        {
            var (cpu, began) = (Cpu(server), Stopwatch.GetTimestamp());
            await work(round);
            var (used, took) = (Cpu(server) - cpu, Stopwatch.GetElapsedTime(began));
            if (round < 0)
                continue;
            rates.Add(events / took.TotalSeconds);
            costs.Add(used.TotalMicroseconds / events);
        }
        return new(Machine.Median(rates), Machine.Median(costs));
    }

    private static TimeSpan Cpu(Func<TimeSpan>? server)
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime + (server?.Invoke() ?? default);
    }
}
