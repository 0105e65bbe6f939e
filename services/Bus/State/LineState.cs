using SmartCity.Contracts;
using SmartCity.Kernel.Health;

namespace SmartCity.Bus.State;

/// <summary>How a line stands, as far as this process has seen.</summary>
public enum LineStanding
{
    /// <summary>Another process of the node has it, or none has begun.</summary>
    Elsewhere,

    /// <summary>It stands.</summary>
    Up,

    /// <summary>It stands, and the broker takes nothing for now: its memory or disk is short.</summary>
    Blocked,

    /// <summary>It is broken and tried again.</summary>
    Away,
}

/// <summary>What is known of a line.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="Reason">How we know that it does not; null while it does.</param>
internal sealed record LineView(LineStanding Standing, DateTimeOffset? Since, string? Reason);

/// <summary>What the publishing loops of this process see of the line, lane by lane.</summary>
internal sealed class LineState(NodeHealth health, TimeProvider clock)
{
    private readonly Lock sync = new();
    private readonly Dictionary<Lane, LineView> lanes = [];

    public LineView View
    {
        get
        {
            lock (sync)
                return lanes.Values.OrderByDescending(view => view.Standing).ThenBy(view => view.Since).FirstOrDefault() ?? new(LineStanding.Elsewhere, null, null);
        }
    }

    public void Up(Lane lane) => Set(lane, LineStanding.Up, null);

    /// <returns>Whether that is news: the first lane that saw it.</returns>
    public bool Away(Lane lane, string reason)
    {
        var news = View.Standing != LineStanding.Away;
        Set(lane, LineStanding.Away, reason);
        return news;
    }

    /// <summary>The lane is another process's, or has no topic.</summary>
    public void Released(Lane lane)
    {
        lock (sync)
            lanes.Remove(lane);
    }

    /// <summary>Events of a topic were dropped by a limit before they were published.</summary>
    public void Gap(string topic, Lane lane, long after, long through) => health.Report($"gap bus {topic} {lane}", HealthStatus.Degraded,
        $"Events after {after} up to {through} were no longer in the log when they were to be published; topic {topic} went on after them.", TimeSpan.FromHours(24));

    private void Set(Lane lane, LineStanding standing, string? reason)
    {
        lock (sync)
            lanes[lane] = lanes.TryGetValue(lane, out var before) && before.Standing == standing ? before with { Reason = reason } : new(standing, clock.GetUtcNow(), reason);
    }
}
