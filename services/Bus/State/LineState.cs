using SmartCity.Bus.Publishing;
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

/// <summary>What the publishing loops of this process see of the line, each topic's lane for itself.</summary>
internal sealed class LineState(NodeHealth health, TimeProvider clock)
{
    private readonly Lock sync = new();
    private readonly Dictionary<Publication, LineView> seen = [];

    public LineView View
    {
        get
        {
            lock (sync)
                return seen.Values.OrderByDescending(view => view.Standing).ThenBy(view => view.Since).FirstOrDefault() ?? new(LineStanding.Elsewhere, null, null);
        }
    }

    public void Up(Publication publication) => Set(publication, LineStanding.Up, null);

    /// <returns>Whether that is news: the first that saw it.</returns>
    public bool Away(Publication publication, string reason)
    {
        var news = View.Standing != LineStanding.Away;
        Set(publication, LineStanding.Away, reason);
        return news;
    }

    /// <summary>It is another process's.</summary>
    public void Released(Publication publication)
    {
        lock (sync)
            seen.Remove(publication);
    }

    /// <summary>Events of a topic were dropped by a limit before they were published.</summary>
    public void Gap(Publication publication, long after, long through) => health.Report($"gap bus {publication}", HealthStatus.Degraded,
        $"Events after {after} up to {through} were no longer in the log when they were to be published; topic {publication.Topic.Name} went on after them.", TimeSpan.FromHours(24));

    private void Set(Publication publication, LineStanding standing, string? reason)
    {
        lock (sync)
            seen[publication] = seen.TryGetValue(publication, out var before) && before.Standing == standing ? before with { Reason = reason } : new(standing, clock.GetUtcNow(), reason);
    }
}
