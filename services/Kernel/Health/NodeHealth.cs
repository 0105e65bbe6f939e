using System.Collections.Concurrent;
using SmartCity.Kernel.Loops;

namespace SmartCity.Kernel.Health;

/// <summary>How a part of the node is, as far as there is evidence.</summary>
public enum HealthStatus
{
    /// <summary>Evidence that it works.</summary>
    Healthy,

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
    private readonly ConcurrentDictionary<string, HealthEntry> reported = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Loop, (string Error, long At, DateTimeOffset Since)> failed = new();
    private readonly TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once the database is open, the silo is up and the node takes requests.</summary>
    public bool Ready { get; private set; }

    /// <summary>All entries, worst first.</summary>
    public IReadOnlyList<HealthEntry> Entries =>
        [.. reported.Values.Concat(failed.Keys.Select(Entry)).OrderByDescending(entry => entry.Status).ThenBy(entry => entry.Name, StringComparer.Ordinal)];

    /// <summary>The worst of all entries.</summary>
    public HealthStatus Status => Entries.Select(entry => entry.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();

    /// <summary>Reports on a part; the time it changed is kept.</summary>
    public void Report(string name, HealthStatus status, string? detail = null) =>
        reported.AddOrUpdate(name, _ => new(name, status, clock.GetUtcNow(), detail),
            (_, before) => new(name, status, before.Status == status ? before.Since : clock.GetUtcNow(), detail));

    /// <summary>Forgets a part that is no more.</summary>
    public void Forget(string name) => reported.TryRemove(name, out _);

    internal void MarkReady()
    {
        Ready = true;
        started.TrySetResult();
    }

    internal Task StartedAsync(CancellationToken cancellation) => started.Task.WaitAsync(cancellation);

    internal void Watch(Loop loop) => failed.TryAdd(loop, ("", 0, clock.GetUtcNow()));

    internal void Failed(Loop loop, Exception exception) =>
        failed.AddOrUpdate(loop, _ => (exception.Message, TimeProvider.System.GetTimestamp(), clock.GetUtcNow()),
            (_, before) => (exception.Message, TimeProvider.System.GetTimestamp(), loop.LastBeat > before.At ? clock.GetUtcNow() : before.Since));

    private HealthEntry Entry(Loop loop)
    {
        var (error, at, since) = failed[loop];
        return loop switch
        {
            { Trouble: { } trouble } => new("loop " + loop.Name, HealthStatus.Degraded, since, trouble),
            _ when at > loop.LastBeat => new("loop " + loop.Name, HealthStatus.Degraded, since, error),
            _ => new("loop " + loop.Name, HealthStatus.Healthy, since, null),
        };
    }
}
