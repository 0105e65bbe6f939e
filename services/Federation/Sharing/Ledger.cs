using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>
/// The gap ledger: for a lane and a block of 10,000 positions of the sender, how many events it let out and the sum of
/// their fingerprints. Both sides count what stands in their logs, not what they remember to have sent.
/// </summary>
internal sealed class Ledger(EventLog log, SharingPolicies policies, NodeStore store)
{
    public const long BlockSize = 10_000;

    /// <summary>What of a peer's log stands here.</summary>
    public async Task<IReadOnlyList<LedgerBlock>> OfOriginAsync(string origin, Lane lane, long epoch, long from, long to, CancellationToken cancellation)
    {
        var sums = new SortedDictionary<long, (long Count, UInt128 Hash)>();
        var after = from * BlockSize - 1;
        var end = (to + 1) * BlockSize;
        while (await log.ReadOriginAsync(origin, epoch, after, 1000, cancellation) is { Count: > 0 } events && after < end)
        {
            foreach (var envelope in events.Where(envelope => envelope.Lane == lane && envelope.OriginPosition < end))
                Add(sums, envelope.OriginPosition / BlockSize, envelope);
            after = events[^1].OriginPosition;
        }
        return Blocks(sums, from, to);
    }

    /// <summary>What we let out to a peer in one block, and the events themselves.</summary>
    public async Task<(LedgerBlock Sum, IReadOnlyList<EventEnvelope> Events)> LetOutAsync(string peer, Lane lane, long epoch, long block, CancellationToken cancellation)
    {
        var all = new List<EventEnvelope>();
        for (var after = block * BlockSize - 1; after < (block + 1) * BlockSize - 1;)
        {
            var page = await log.ReadAsync(lane, after, 1000, null, LogScope.All, cancellation);
            all.AddRange((await policies.LetOutAsync(peer, page.Events, cancellation)).Where(envelope => envelope.Position / BlockSize == block && envelope.Epoch == epoch));
            if (page.Events.Count == 0)
                break;
            after = page.Through;
        }
        var sums = new SortedDictionary<long, (long Count, UInt128 Hash)>();
        all.ForEach(envelope => Add(sums, block, envelope));
        return (Blocks(sums, block, block)[0], all);
    }

    /// <summary>The last block of a lane that was compared; -1 for none.</summary>
    public async Task<long> LastComparedAsync(string peer, Lane lane, long epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select max(block) from federation_ledger where peer = @p0 and direction = 0 and lane = @p1 and epoch = @p2 and verified > 0", peer, (int)lane, epoch);
        return await command.ExecuteScalarAsync(cancellation) is long block ? block : -1;
    }

    /// <summary>Writes down what a comparison found.</summary>
    public Task SaveAsync(string peer, Lane lane, long epoch, LedgerBlock block, bool equal, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("""
            insert into federation_ledger (peer, direction, lane, epoch, block, count, hash, verified) values (@p0, 0, @p1, @p2, @p3, @p4, @p5, @p6)
            on conflict (peer, direction, lane, epoch, block) do update set count = excluded.count, hash = excluded.hash, verified = excluded.verified
            """, peer, (int)lane, epoch, block.Block, block.Count, block.Hash, equal ? 1 : 2), cancellation);

    private static void Add(SortedDictionary<long, (long Count, UInt128 Hash)> sums, long block, EventEnvelope envelope)
    {
        var (count, hash) = sums.GetValueOrDefault(block);
        sums[block] = (count + 1, hash + EventHash.Of(envelope));
    }

    private static List<LedgerBlock> Blocks(SortedDictionary<long, (long Count, UInt128 Hash)> sums, long from, long to) =>
        [.. Enumerable.Range(0, (int)(to - from + 1)).Select(offset => from + offset).Select(block => new LedgerBlock(block, sums.GetValueOrDefault(block).Count, EventHash.Format(sums.GetValueOrDefault(block).Hash)))];
}
