using System.Globalization;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>When an exceedance begins, peaks and ends. Pure: only valid live values are brought here, in the order of their time.</summary>
internal static class Limits
{
    /// <summary>A value at its limit does not exceed it.</summary>
    public static bool IsOver(decimal value, decimal limit) => value > limit;

    /// <summary>Judges the next value of a factor, in the limit's unit.</summary>
    public static (Watch After, WatchChange Change) Check(Watch before, Limit limit, decimal value, DateTimeOffset at)
    {
        if (at <= before.LastAt)
            return (before, WatchChange.None);
        var next = before with { LastAt = at };
        return before.ExceedanceId is null ? Outside(next, limit, value, at) : Within(next, limit, value, at);
    }

    private static (Watch, WatchChange) Outside(Watch watch, Limit limit, decimal value, DateTimeOffset at)
    {
        if (!IsOver(value, limit.Upper))
            return (watch with { InARow = 0, FirstAt = null, FirstValue = null, Peak = null, PeakAt = null }, WatchChange.None);
        var counted = Higher(watch.InARow > 0 ? watch : watch with { FirstAt = at, FirstValue = value, Peak = null }, value, at);
        counted = counted with { InARow = watch.InARow + 1 };
        return counted.InARow < limit.StartAfter
            ? (counted, WatchChange.None)
            : (counted with { InARow = 0, BeganAt = counted.FirstAt, ExceedanceId = Id(counted) }, WatchChange.Began);
    }

    private static (Watch, WatchChange) Within(Watch watch, Limit limit, decimal value, DateTimeOffset at)
    {
        if (IsOver(value, limit.Upper))
        {
            var higher = Higher(watch with { InARow = 0, FirstAt = null, FirstValue = null }, value, at);
            return (higher, higher.Peak == watch.Peak ? WatchChange.None : WatchChange.Peaked);
        }
        var counted = watch with { InARow = watch.InARow + 1, FirstAt = watch.InARow > 0 ? watch.FirstAt : at, FirstValue = watch.InARow > 0 ? watch.FirstValue : value };
        return (counted, counted.InARow < limit.EndAfter ? WatchChange.None : WatchChange.Ended);
    }

    /// <summary>What is left to remember once an end was told.</summary>
    public static Watch Closed(Watch ended) =>
        ended with { InARow = 0, FirstAt = null, FirstValue = null, Peak = null, PeakAt = null, ExceedanceId = null, BeganAt = null };

    private static Watch Higher(Watch watch, decimal value, DateTimeOffset at) =>
        watch.Peak >= value ? watch : watch with { Peak = value, PeakAt = at };

    // station-factor-start: real-time is what people mean by a start, the others name their kind so that two never meet.
    private static string Id(Watch watch) =>
        string.Create(CultureInfo.InvariantCulture, $"{watch.Mn}-{watch.Factor}-{Hj212Time.Format(watch.FirstAt!.Value)}{(watch.Kind == ReadingKind.Realtime ? "" : "-" + ReadingKinds.Name(watch.Kind))}");
}
