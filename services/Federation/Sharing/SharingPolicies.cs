using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>What a peer is not told from a position on.</summary>
internal sealed record SharingPolicy(long AfterPosition, IReadOnlyList<string> WithheldTypes);

/// <summary>What this node lets out. A policy holds for events after its own position, so each event is judged by the one in force when it was written down.</summary>
internal sealed class SharingPolicies(NodeStore store, NodeInfo node, TimeProvider clock)
{
    private (long Read, string Peer, IReadOnlyList<SharingPolicy> List)? cache;

    /// <summary>The events out of a page that may go to a peer.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> LetOutAsync(string peer, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
            return events;
        var policies = await ListAsync(peer, cancellation);
        var one = policies.Count == 1 ? policies[0] : null;
        var letOut = new List<EventEnvelope>(events.Count);
        foreach (var envelope in events)
            if (MayTravel(envelope, peer) && !(one ?? InForce(policies, envelope.Position)).WithheldTypes.Contains(envelope.Type))
                letOut.Add(envelope);
        return letOut;
    }

    /// <summary>Those of our own events that were let out to a peer, also ones that were taken back from it and ones that a back-fill shared: each judged at its position at home.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> WereLetOutAsync(string peer, IReadOnlyList<EventEnvelope> events, IReadOnlyList<Backfill> shared, CancellationToken cancellation)
    {
        var policies = await ListAsync(peer, cancellation);
        return [.. events.Where(envelope => MayTravel(envelope with { Recovered = false }, peer)
            && (!InForce(policies, envelope.OriginPosition).WithheldTypes.Contains(envelope.Type) || shared.Any(backfill => backfill.Covers(envelope))))];
    }

    /// <summary>Whether an event may go to a peer at all, whatever the policy: made here, of a type that travels up, for everybody or for the peer.</summary>
    public bool MayTravel(EventEnvelope envelope, string peer) =>
        envelope.Origin == node.Id && !envelope.Recovered && (envelope.Audience is null || envelope.Audience == peer)
        && EventTypes.Find(envelope.Type) is { } type && type.Travels.HasFlag(Travels.Up);

    public async Task<IReadOnlyList<string>> WithheldNowAsync(string peer, CancellationToken cancellation) =>
        InForce(await ListAsync(peer, cancellation), long.MaxValue).WithheldTypes;

    /// <summary>Decides anew what a peer is told; it holds from the decision's own position on.</summary>
    public async Task ChangeAsync(string peer, IReadOnlyList<string> withheld, string reason, string caller, CancellationToken cancellation)
    {
        await store.WriteAsync(Lane.Normal, write =>
        {
            write.Append(EventLog.Envelope(new SharingPolicyChanged(peer, withheld, reason, caller, node.Id, clock.GetUtcNow()), clock.GetUtcNow()));
            write.WhenNumbered(numbered => numbered.ExecuteAsync("insert into federation_policies (peer, position, withheld) values (@p0, @p1, @p2)",
                peer, numbered.Appended[0].Position, JsonSerializer.Serialize(withheld)));
            return Task.CompletedTask;
        }, cancellation);
        cache = null;
    }

    /// <summary>The policies for a peer, oldest first.</summary>
    public async Task<IReadOnlyList<SharingPolicy>> ListAsync(string peer, CancellationToken cancellation)
    {
        if (cache is { } cached && cached.Peer == peer && clock.GetElapsedTime(cached.Read) < TimeSpan.FromSeconds(1))
            return cached.List;
        var read = clock.GetTimestamp();
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select position, withheld from federation_policies where peer = @p0 order by position", peer);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var list = new List<SharingPolicy> { new(0, []) };
        while (await row.ReadAsync(cancellation))
            list.Add(new(row.GetInt64(0), JsonSerializer.Deserialize<string[]>(row.GetString(1))!));
        cache = (read, peer, list);
        return list;
    }

    /// <summary>A stretch of the log in as many parts as it has policies.</summary>
    public static IEnumerable<(SharingPolicy Policy, long After, long Through)> Parts(IReadOnlyList<SharingPolicy> policies, long after, long through)
    {
        for (var index = 0; index < policies.Count; index++)
        {
            var begin = Math.Max(after, policies[index].AfterPosition);
            var end = index + 1 < policies.Count ? Math.Min(through, policies[index + 1].AfterPosition) : through;
            if (end > begin)
                yield return (policies[index], begin, end);
        }
    }

    private static SharingPolicy InForce(IReadOnlyList<SharingPolicy> policies, long position) => policies.Last(policy => policy.AfterPosition < position);
}
