using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.AppHost.Reading;

/// <summary>
/// Sees events arrive: reads on in the city's log a hundred times a second and takes the time. The log keeps the time of
/// the home's record; both are clocks of this machine. So a latency is exact to some 10 ms.
/// </summary>
internal sealed class ArrivalWatch(string cityDatabase, TimeProvider clock)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);
    private readonly Lock gate = new();
    private readonly List<Arrival> arrivals = [];

    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (gate)
                return [.. arrivals];
        }
    }

    /// <summary>Until cancelled; begins at the end of the log as it is.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var log = await LogReader.OpenAsync(cityDatabase, cancellation);
        var after = new Dictionary<Lane, long>();
        foreach (var lane in Lanes.All)
            after[lane] = await log.HeadAsync(lane, cancellation);
        while (!cancellation.IsCancellationRequested)
        {
            foreach (var lane in Lanes.All)
                after[lane] = await TakeAsync(log, lane, after[lane], cancellation);
            await Task.Delay(Every, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<long> TakeAsync(LogReader log, Lane lane, long after, CancellationToken cancellation)
    {
        var page = await log.ReadAsync(lane, after, 5000, cancellation);
        var now = clock.GetUtcNow();
        lock (gate)
            arrivals.AddRange(page.Where(envelope => envelope.Origin != log.Identity.Node).Select(envelope => new Arrival(envelope.Origin, lane, envelope.RecordedTime, now)));
        return page.Count > 0 ? page[^1].Position : after;
    }
}

/// <summary>One event seen to arrive.</summary>
internal readonly record struct Arrival(string Origin, Lane Lane, DateTimeOffset Made, DateTimeOffset Arrived)
{
    public double Milliseconds => Math.Max(0, (Arrived - Made).TotalMilliseconds);
}

/// <summary>Percentiles by nearest rank.</summary>
internal static class Percentile
{
    public static double? Of(IReadOnlyCollection<double> values, double share)
    {
        if (values.Count == 0)
            return null;
        var sorted = values.Order().ToList();
        return Math.Round(sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)], 1);
    }
}
