using System.Collections.Concurrent;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>What this process knows of a station's life on the line.</summary>
internal sealed class StationSession(string mn)
{
    private long goodFrames;
    private long deviating;
    private int deviations;

    public string Mn { get; } = mn;

    /// <summary>The line it called on last; null when none stands.</summary>
    public Hj212Line? Line { get; set; }

    public DateTimeOffset? LastFrameAt { get; set; }

    public BadFrames Bad { get; } = new();

    public long GoodFrames => Interlocked.Read(ref goodFrames);

    /// <summary>Accepted frames that differ from the standard, and how.</summary>
    public long Deviating => Interlocked.Read(ref deviating);

    public Hj212Deviations Deviations => (Hj212Deviations)Volatile.Read(ref deviations);

    /// <summary>One command at a time.</summary>
    public SemaphoreSlim Commands { get; } = new(1);

    /// <summary>The command whose answer is awaited.</summary>
    public HostExchange? Exchange { get; set; }

    /// <summary>When it was told clock and intervals; null before, and again after a restart of it.</summary>
    public DateTimeOffset? InitialisedAt { get; set; }

    /// <summary>How each step of that ended.</summary>
    public IReadOnlyList<string> Initialisation { get; set; } = [];

    /// <summary>When its clock was last set.</summary>
    public DateTimeOffset? ClockSetAt { get; set; }

    /// <summary>Its clock is to be set.</summary>
    public bool ClockDue { get; set; }

    public void Count(Hj212Deviations found, DateTimeOffset now)
    {
        LastFrameAt = now;
        Interlocked.Increment(ref goodFrames);
        EnvironmentMonitoringTelemetry.Good();
        if (found == Hj212Deviations.None)
            return;
        Interlocked.Increment(ref deviating);
        Interlocked.Or(ref deviations, (int)found);
    }
}

/// <summary>The sessions of all registered stations, and who called without being registered.</summary>
internal sealed class SessionBook
{
    private const int MostStrangers = 1000;
    private readonly ConcurrentDictionary<string, StationSession> sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Stranger> strangers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BadFrames> addresses = new(StringComparer.Ordinal);

    public IEnumerable<StationSession> All => sessions.Values;

    public IEnumerable<Stranger> Strangers => strangers.Values;

    /// <summary>Bad frames that no registered station can be blamed for, by remote address.</summary>
    public IEnumerable<KeyValuePair<string, BadFrames>> Addresses => addresses;

    public StationSession Of(string mn) => sessions.GetOrAdd(mn, static key => new(key));

    public StationSession? Find(string mn) => sessions.GetValueOrDefault(mn);

    public BadFrames OfAddress(string address)
    {
        if (addresses.Count >= MostStrangers && !addresses.ContainsKey(address))
            addresses.TryRemove(addresses.MinBy(entry => entry.Value.All.Max(bad => (DateTimeOffset?)bad.LastAt)).Key, out _);
        return addresses.GetOrAdd(address, static _ => new());
    }

    public void Met(string mn, string remote, string systemCode, DateTimeOffset now)
    {
        EnvironmentMonitoringTelemetry.Bad("unregistered");
        if (strangers.Count >= MostStrangers && !strangers.ContainsKey(mn))
            strangers.TryRemove(strangers.MinBy(entry => entry.Value.LastFrameAt).Key, out _);
        strangers.AddOrUpdate(mn, _ => new(mn, systemCode, remote, 1, now, now), (_, before) => before with { Remote = remote, Frames = before.Frames + 1, LastFrameAt = now });
    }

    public void Registered(string mn) => strangers.TryRemove(mn, out _);
}

/// <summary>A station that calls and is not registered: its readings are not stored.</summary>
internal sealed record Stranger(string Mn, string SystemCode, string Remote, long Frames, DateTimeOffset FirstFrameAt, DateTimeOffset LastFrameAt);
