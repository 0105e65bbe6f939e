using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>One upload that is due.</summary>
internal readonly record struct Hj212Due(int Cn, DateTimeOffset DataTime, TimeSpan Period);

/// <summary>Which uploads fall due between two instants: DataTime is the start of a period, or the instant of real-time data.</summary>
internal static class Hj212Schedule
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<Hj212Due> Between(DateTimeOffset from, DateTimeOffset to, TimeSpan realtime, TimeSpan minute)
    {
        // Real-time data are of now: of instants slept over only the last is sent.
        DateTimeOffset instant = Floor(to, realtime);
        if (realtime > TimeSpan.Zero && instant > from)
        {
            yield return new(Hj212Cn.Realtime, instant, TimeSpan.Zero);
        }

        foreach ((int cn, TimeSpan period) in new[] { (Hj212Cn.Minute, minute), (Hj212Cn.Hour, TimeSpan.FromHours(1)), (Hj212Cn.Day, Day) })
        {
            for (DateTimeOffset end = Floor(from, period) + period; end <= to; end += period)
            {
                yield return new(cn, end - period, period);
            }
        }
    }

    /// <summary>The periods that begin from <paramref name="begin"/> to <paramref name="end"/>, both included, and are over.</summary>
    public static IEnumerable<DateTimeOffset> Begins(DateTimeOffset begin, DateTimeOffset end, TimeSpan period, DateTimeOffset now)
    {
        DateTimeOffset first = Floor(begin, period) is var floor && floor < begin ? floor + period : floor;
        for (DateTimeOffset at = first; at <= end && at + period <= now; at += period)
        {
            yield return at;
        }
    }

    /// <summary>How long until the next upload of any kind.</summary>
    public static TimeSpan UntilNext(DateTimeOffset now, TimeSpan realtime, TimeSpan minute)
    {
        TimeSpan untilMinute = Floor(now, minute) + minute - now;
        TimeSpan untilRealtime = realtime > TimeSpan.Zero ? Floor(now, realtime) + realtime - now : untilMinute;
        return untilMinute < untilRealtime ? untilMinute : untilRealtime;
    }

    /// <summary>Counted from midnight in Beijing, so that days begin there.</summary>
    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step)
    {
        DateTimeOffset local = time.ToOffset(Hj212Time.Zone);
        return step <= TimeSpan.Zero ? local : local.AddTicks(-(local.Ticks % step.Ticks));
    }
}
