using System.Collections.Concurrent;
using SmartCity.Kernel.Loops;

namespace SmartCity.Kernel.Health;

/// <summary>How a part of the node is, as far as there is evidence; from best to worst.</summary>
public enum HealthStatus
{
    /// <summary>Evidence that it works.</summary>
    Healthy,

    /// <summary>It has begun, and there is no evidence yet that it works.</summary>
    Starting,

    /// <summary>It works in part, or is being tried again.</summary>
    Degraded,

    /// <summary>It does not work.</summary>
    Unhealthy,
}

/// <summary>State of one part of the node.</summary>
/// <param name="Name">The part.</param>
/// <param name="Status">How it is.</param>
/// <param name="Since">Since when.</param>
/// <param name="Detail">What is wrong and what helps; null when healthy.</param>
public sealed record HealthEntry(string Name, HealthStatus Status, DateTimeOffset Since, string? Detail);

/// <summary>What is known of the node's health. A part nobody has reported on is not healthy: it is not listed.</summary>
public sealed class NodeHealth(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (HealthEntry Entry, DateTimeOffset Until)> reported = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Loop, LoopHealth> loops = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the database is open, the silo is up and the node takes requests.</summary>
    public bool Ready { get; private set; }

    /// <summary>All entries, worst first.</summary>
    public IReadOnlyList<HealthEntry> Entries =>
        [.. Reported.Concat(loops.Values.Select(loop => loop.Look(clock.GetUtcNow()))).OrderByDescending(entry => entry.Status).ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <summary>The worst of all entries.</summary>
    public HealthStatus Status => Entries.Select(entry => entry.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();

    private IEnumerable<HealthEntry> Reported
    {
        get
        {
            var now = clock.GetUtcNow();
            return reported.Values.Where(report => report.Until > now).Select(report => report.Entry);
        }
    }

    /// <summary>Reports on a part; the time it changed is kept.</summary>
    /// <param name="name">The part.</param>
    /// <param name="status">How it is.</param>
    /// <param name="detail">What is wrong and what helps; null when healthy.</param>
    /// <param name="lasting">For how long this is said when nobody reports again; null for ever.</param>
    public void Report(string name, HealthStatus status, string? detail = null, TimeSpan? lasting = null)
    {
        var now = clock.GetUtcNow();
        var until = lasting is { } bounded ? now + bounded : DateTimeOffset.MaxValue;
        reported.AddOrUpdate(name, _ => (new(name, status, now, detail), until),
            (_, before) => (new(name, status, before.Entry.Status == status && before.Until > now ? before.Entry.Since : now, detail), until));
    }

    /// <summary>Forgets a part that is no more.</summary>
    public void Forget(string name) => reported.TryRemove(name, out _);

    internal void MarkReady()
    {
        Ready = true;
        started.TrySetResult();
    }

    internal Task StartedAsync(CancellationToken cancellation) => started.Task.WaitAsync(cancellation);

    /// <summary>How far a subscriber of this process has looked; 0 when it does not run here.</summary>
    internal long Delivered(string subscriber, Contracts.Lane lane) =>
        loops.Keys.OfType<Delivery.IDelivers>().Where(loop => loop.Subscriber == subscriber && loop.Lane == lane).Select(loop => loop.Position).DefaultIfEmpty(0).Max();

    internal void Watch(Loop loop) => loops.TryAdd(loop, new(loop, clock.GetUtcNow()));

    internal void Failed(Loop loop, Exception exception) => loops.GetOrAdd(loop, _ => new(loop, clock.GetUtcNow())).Failed(exception, clock.GetUtcNow());
}
