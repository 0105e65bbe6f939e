using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>
/// The gap ledger: for a lane and a block of 10,000 positions of the sender, how many events it let out and the sum of
/// their fingerprints. Both sides count what stands in their logs, not what they remember to have sent. Sums add up, so a
/// block is compared piece by piece as it fills.
/// </summary>
internal sealed class Ledger(EventLog log, SharingPolicies policies, BackfillList backfills, NodeStore store)
{
    public const long BlockSize = 10_000;
    private const int Page = 1000;

    /// <summary>What of a peer's log stands here, by block, of the positions after and through.</summary>
    public async Task<IReadOnlyList<LedgerBlock>> OfOriginAsync(string origin, Lane lane, long epoch, long from, long to, long after, long through, CancellationToken cancellation)
    {
        var sums = new SortedDictionary<long, (long Count, UInt128 Hash)>();
        (after, through) = (Math.Max(after, from * BlockSize - 1), Math.Min(through, (to + 1) * BlockSize - 1));
        while (await log.ReadOriginAsync(origin, epoch, lane, after, through, Page, cancellation) is { Count: > 0 } events)
        {
            foreach (var envelope in events)
                Add(sums, envelope.OriginPosition / BlockSize, envelope);
            after = events[^1].OriginPosition;
        }
        var dropped = await LedgerTable.DroppedAsync(store, origin, lane, epoch, cancellation);
        return [.. Blocks(sums, from, to).Select(block => block with { DroppedThrough = dropped })];
    }

    /// <summary>What we let out to a peer of the positions after and through of one block, and the events themselves.</summary>
    public async Task<(LedgerBlock Sum, IReadOnlyList<EventEnvelope> Events)> LetOutAsync(string peer, Lane lane, long epoch, long after, long through, CancellationToken cancellation)
    {
        var shared = (await backfills.ListAsync(cancellation)).Where(backfill => backfill.Peer == peer && backfill.Done is not null).ToList();
        var (all, block) = (new List<EventEnvelope>(), through / BlockSize);
        while (await log.ReadOriginAsync(log.Identity.Node, epoch, lane, after, through, Page, cancellation) is { Count: > 0 } events)
        {
            all.AddRange(await policies.WereLetOutAsync(peer, events, shared, cancellation));
            after = events[^1].OriginPosition;
        }
        var sums = new SortedDictionary<long, (long Count, UInt128 Hash)>();
        all.ForEach(envelope => Add(sums, block, envelope));
        return (Blocks(sums, block, block)[0], all);
    }

    /// <summary>Up to where our log of a lane was compared with a peer's copy; -1 for not at all.</summary>
    public Task<long> ComparedThroughAsync(string peer, Lane lane, long epoch, long? peerEpoch, CancellationToken cancellation) =>
        LedgerTable.ComparedThroughAsync(store, peer, lane, epoch, peerEpoch, cancellation);

    private static void Add(SortedDictionary<long, (long Count, UInt128 Hash)> sums, long block, EventEnvelope envelope)
    {
        var (count, hash) = sums.GetValueOrDefault(block);
        sums[block] = (count + 1, hash + EventHash.Of(envelope));
    }

    private static List<LedgerBlock> Blocks(SortedDictionary<long, (long Count, UInt128 Hash)> sums, long from, long to) =>
        [.. Enumerable.Range(0, (int)(to - from + 1)).Select(offset => from + offset).Select(block => new LedgerBlock(block, sums.GetValueOrDefault(block).Count, EventHash.Format(sums.GetValueOrDefault(block).Hash)))];
}
