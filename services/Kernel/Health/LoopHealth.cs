using SmartCity.Kernel.Loops;

namespace SmartCity.Kernel.Health;

/// <summary>What the beats and failures of a loop are evidence of.</summary>
internal sealed class LoopHealth(Loop loop, DateTimeOffset began)
{
    private readonly Lock sync = new();
    private readonly long watched = TimeProvider.System.GetTimestamp();
    private HealthEntry last = new("loop " + loop.Name, HealthStatus.Starting, began, "It has not ended a turn yet.");
    private (string Error, long At)? failure;

    public void Failed(Exception exception, DateTimeOffset now)
    {
        lock (sync)
            failure = (exception.Message, TimeProvider.System.GetTimestamp());
        Look(now);
    }

    /// <summary>How it is now; the time of a change is the time at which it was first seen.</summary>
    public HealthEntry Look(DateTimeOffset now)
    {
        lock (sync)
        {
            var (status, detail) = Judge();
            return last = new(last.Name, status, last.Status == status ? last.Since : now, detail);
        }
    }

    private (HealthStatus, string?) Judge() => loop switch
    {
        { Trouble: { } trouble } => (HealthStatus.Degraded, trouble),
        _ when failure is { } failed && failed.At > loop.LastBeat => (HealthStatus.Degraded, failed.Error),
        { SilenceLimit: { } limit } when Silence > limit => (HealthStatus.Degraded, $"No sign of life for {Silence:hh\\:mm\\:ss}: a turn hangs, or the node is overloaded."),
        { LastBeat: long.MinValue } => (HealthStatus.Starting, "It has not ended a turn yet."),
        _ => (HealthStatus.Healthy, null),
    };

    private TimeSpan Silence => TimeProvider.System.GetElapsedTime(Math.Max(watched, loop.LastBeat));
}
