using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;

namespace SmartCity.Desks.Live;

/// <summary>
/// Keeps what open pages show up to date. However many pages are open, what operators of the same rights look at is read
/// once, after events of its lanes, and not more than twice a second.
/// </summary>
public sealed class LiveReadings(NodePipeline pipeline, EventLog log, TimeProvider clock, ILogger<LiveReadings> logger)
{
    private readonly Beat beat = new(clock);
    private readonly ConcurrentDictionary<string, object> open = new(StringComparer.Ordinal);

    /// <summary>Ends when what is urgent and being read now has been told.</summary>
    internal Task Settled => beat.Settled;

    /// <summary>Begins to watch. The callback is called with what is known at once, then after every change; it must come back quickly.</summary>
    /// <returns>Ends the watch when disposed of.</returns>
    public IDisposable Watch<T>(Operator who, ILiveReading<T> reading, Action<LiveValue<T>> changed)
    {
        var key = who.RightsKey + " " + reading.Key;
        while (true)
        {
            var shared = (SharedReading<T>)open.GetOrAdd(key, _ => new SharedReading<T>(pipeline, log, beat, clock, logger, reading, who, () => open.TryRemove(key, out object? _)));
            if (shared.Join(changed) is { } leave)
                return leave;
        }
    }
}
