namespace SmartCity.EnvironmentMonitoring.Gaps;

/// <summary>Which periods are missing. Pure.</summary>
internal static class Gaps
{
    /// <summary>
    /// The runs of periods of which there is no reading, oldest first: from the first period at or after <paramref name="from"/>
    /// to the last that begins before <paramref name="before"/>. Periods are counted from midnight in Beijing.
    /// </summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To, int Periods)> Missing(IReadOnlySet<DateTimeOffset> there, DateTimeOffset from, DateTimeOffset before, TimeSpan period)
    {
        (DateTimeOffset From, DateTimeOffset To, int Periods)? run = null;
        for (var at = Ceiling(from, period); at < before; at += period)
        {
            if (!there.Contains(at))
                run = run is var (begin, _, count) ? (begin, at, count + 1) : (at, at, 1);
            else if (run is not null)
            {
                yield return run.Value;
                run = null;
            }
        }
        if (run is not null)
            yield return run.Value;
    }

    /// <summary>The interval of minute data that a station shows by sending: the least distance of two; null while there are no two within half an hour.</summary>
    public static int? LearnedMinutes(IEnumerable<DateTimeOffset> times)
    {
        var ordered = times.Order().ToList();
        var least = ordered.Zip(ordered.Skip(1), (one, next) => (int)(next - one).TotalMinutes).Where(minutes => minutes is >= 1 and <= 30 && 60 % minutes == 0).Order().FirstOrDefault();
        return least == 0 ? null : least;
    }

    /// <summary>The first beginning of a period at or after a time.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan period)
    {
        var local = time.ToOffset(Protocols.Hj212.Hj212Time.Zone);
        var over = local.Ticks % period.Ticks;
        return over == 0 ? local : local.AddTicks(period.Ticks - over);
    }
}
