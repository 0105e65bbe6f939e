using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>Whether a command of another node still holds.</summary>
public enum ValidityVerdict
{
    /// <summary>It holds.</summary>
    Holds,

    /// <summary>Its time has run out, or it says no time.</summary>
    Expired,

    /// <summary>It came before this process started: how long ago cannot be told, since the wall clock may have moved.</summary>
    Uncertain,
}

/// <summary>
/// Counts the validity of commands from their receipt, on the monotonic clock: a wall clock that somebody puts forward or back
/// neither ends nor revives one. It reads the wall clock once, at the start of the process, and goes on from there by itself;
/// what was received by an earlier process was counted from another start, and is uncertain.
/// </summary>
public sealed class Validity(NodeStore store, TimeProvider clock)
{
    private readonly DateTimeOffset wall = clock.GetUtcNow();
    private readonly long start = clock.GetTimestamp();
    private Dictionary<Lane, long> heads = [];

    /// <summary>Now, in the time in which validity is counted: for writing down at receipt until when something holds.</summary>
    public DateTimeOffset Now => wall + clock.GetElapsedTime(start);

    /// <summary>Whether a command still holds.</summary>
    /// <param name="received">The event as it stands in this node's log.</param>
    public ValidityVerdict Of(EventEnvelope received) =>
        received.ValidUntil is not { } until ? ValidityVerdict.Expired
        : received.Position <= heads.GetValueOrDefault(received.Lane, long.MaxValue) ? ValidityVerdict.Uncertain
        : Now < until ? ValidityVerdict.Holds : ValidityVerdict.Expired;

    /// <summary>Notes what stood in the log when the process started; before that, everything is uncertain.</summary>
    internal async Task BeginAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var found = new Dictionary<Lane, long>();
        foreach (var lane in Lanes.All)
            found.Add(lane, await EventLog.HeadAsync(connection, lane, cancellation));
        heads = found;
    }
}
