using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>
/// Compares with the upstream what it acknowledged since the last time, block by block, the last one as far as it is full:
/// so each position is compared once, within the interval. What differs is healed, and what cannot be is named.
/// </summary>
internal sealed class LedgerLoop(
    UpstreamLink upstream, LedgerPeer other, Ledger ledger, BackfillList backfills, EventLog log, NodeStore store, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options)
    : Loop("federation ledger")
{
    private const long BlocksAtOnce = 20;
    private readonly Lease lease = new(store, "federation ledger");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var session = await upstream.SessionAsync(cancellation);
            if (await lease.HoldAsync(cancellation))
                await CompareAsync(session, cancellation);
            Beat();
            await Task.Delay(options.Value.LedgerInterval, TimeProvider.System, cancellation);
        }
    }

    private async Task CompareAsync(LinkSession session, CancellationToken cancellation)
    {
        try
        {
            foreach (var lane in Lanes.All)
                await CompareAsync(session, lane, cancellation);
            Trouble = null;
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            // The line went dark meanwhile, and the link says so: what is left is compared when it is back.
            Trouble = upstream.Holds(session) ? exception.Message : null;
        }
    }

    private async Task CompareAsync(LinkSession session, Lane lane, CancellationToken cancellation)
    {
        var (peer, epoch) = (session.Upstream.Node, log.Identity.Epoch);
        // While a back-fill goes on, the other side holds more every moment: it counts when it is done.
        if (await SentAsync(peer, lane, cancellation) is not { } sent || sent.Epoch != epoch || await BackfillsAsync(peer, cancellation))
            return;
        var after = await BeginAsync(session, lane, epoch, sent.Position, cancellation);
        while (after < sent.Position && upstream.Holds(session))
        {
            var through = Math.Min(sent.Position, ((after + 1) / Ledger.BlockSize + BlocksAtOnce) * Ledger.BlockSize - 1);
            foreach (var theirs in await other.AskAsync(lane, epoch, after, through, cancellation))
                await CompareAsync(session, new(lane, epoch, Math.Max(after, theirs.Block * Ledger.BlockSize - 1), Math.Min(through, (theirs.Block + 1) * Ledger.BlockSize - 1)), theirs, cancellation);
            after = through;
        }
    }

    private async Task<StoredCursor?> SentAsync(string peer, Lane lane, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        return await LinkCursors.SentAsync(connection, peer, lane);
    }

    private async Task<bool> BackfillsAsync(string peer, CancellationToken cancellation) =>
        (await backfills.ListAsync(cancellation)).Any(backfill => backfill.Peer == peer && backfill.Done is null);

    // What retention dropped here before it was compared cannot be any more; its tombstone accounts for it.
    private async Task<long> BeginAsync(LinkSession session, Lane lane, long epoch, long acknowledged, CancellationToken cancellation)
    {
        var compared = await ledger.ComparedThroughAsync(session.Upstream.Node, lane, epoch, session.Epoch, cancellation);
        var (first, floor) = await LedgerTable.BeginAsync(store, node.Id, lane, epoch, cancellation);
        if (first is null)
            return acknowledged;
        var after = Math.Max(compared, first.Value - 1);
        if (floor <= after)
            return after;
        await SaveAsync(session, new(lane, epoch, floor, floor), new(0, 0, 0, 0, LedgerState.Dropped, $"dropped here up to {floor} before it was compared"), cancellation);
        return floor;
    }

    private async Task CompareAsync(LinkSession session, LedgerRange range, Contracts.Federation.LedgerBlock theirs, CancellationToken cancellation)
    {
        if (theirs.DroppedThrough is { } dropped && dropped > range.After)
        {
            await SaveAsync(session, range with { Through = Math.Min(range.Through, dropped) }, new(0, 0, 0, 0, LedgerState.Dropped, $"dropped by the upstream up to {dropped} before it was compared"), cancellation);
            if (dropped >= range.Through)
                return;
            range = range with { After = dropped };
            theirs = (await other.AskAsync(range.Lane, range.Epoch, range.After, range.Through, cancellation))[0];
        }
        var (ours, events) = await ledger.LetOutAsync(session.Upstream.Node, range.Lane, range.Epoch, range.After, range.Through, cancellation);
        var (healed, obstacle) = (0L, (string?)null);
        if (!Same(ours, theirs))
        {
            (healed, obstacle) = await other.HealAsync(session, range, events, cancellation);
            if (await BackfillsAsync(session.Upstream.Node, cancellation))
                return;
            (ours, _) = await ledger.LetOutAsync(session.Upstream.Node, range.Lane, range.Epoch, range.After, range.Through, cancellation);
            theirs = (await other.AskAsync(range.Lane, range.Epoch, range.After, range.Through, cancellation))[0];
        }
        await SaveAsync(session, range, Result(ours, theirs, healed, obstacle), cancellation);
    }

    private static Finding Result(Contracts.Federation.LedgerBlock ours, Contracts.Federation.LedgerBlock theirs, long healed, string? obstacle) =>
        Same(ours, theirs) ? new(ours.Count, theirs.Count, healed, 0, LedgerState.Equal, null)
        : new(ours.Count, theirs.Count, healed, Math.Max(1, Math.Abs(ours.Count - theirs.Count)), LedgerState.Lost,
            obstacle ?? (ours.Count < theirs.Count ? "the upstream holds events that were not let out from here" : "what was sent again did not arrive"));

    private static bool Same(Contracts.Federation.LedgerBlock ours, Contracts.Federation.LedgerBlock theirs) => ours.Count == theirs.Count && ours.Hash == theirs.Hash;

    private async Task SaveAsync(LinkSession session, LedgerRange range, Finding found, CancellationToken cancellation)
    {
        var (peer, now, block) = (session.Upstream.Node, clock.GetUtcNow(), range.Through / Ledger.BlockSize);
        var entry = new LedgerEntry(peer, range.Lane, range.Epoch, block, range.Through, found.Sent, found.Received, found.Healed, found.Lost, found.State, now, found.Detail) { PeerEpoch = session.Epoch };
        if (await LedgerTable.FindAsync(store, peer, range.Lane, range.Epoch, block, cancellation) is { } before && before.PeerEpoch == session.Epoch)
            entry = before.With(entry);
        await store.WriteAsync(Lane.Normal, async write =>
        {
            await LedgerTable.SaveAsync(write, entry);
            if (found.State == LedgerState.Lost)
                write.Append(EventLog.Envelope(new Contracts.Federation.GapFound(peer, range.Lane, block, found.Sent, found.Received, node.Id, now, range.After, range.Through, found.Detail), now));
        }, cancellation);
    }

    private sealed record Finding(long Sent, long Received, long Healed, long Lost, LedgerState State, string? Detail);
}

/// <summary>Positions of our log that are compared: after one and through another, all of one block.</summary>
internal sealed record LedgerRange(Lane Lane, long Epoch, long After, long Through);
