using System.Buffers;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>Compares the ledger of every whole block with the upstream, once; a block that differs is sent again, and what cannot be healed is named.</summary>
internal sealed class LedgerLoop(
    UpstreamLink upstream, LinkClient client, Ledger ledger, EventLog log, NodeStore store, NodeInfo node, TimeProvider clock, IOptions<FederationOptions> options) : Loop("federation ledger")
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly Lease lease = new(store, "federation ledger");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var session = await upstream.SessionAsync(cancellation);
            if (await lease.HoldAsync(cancellation))
                foreach (var lane in Lanes.All)
                    await CompareAsync(session, lane, cancellation);
            Beat();
            await Task.Delay(options.Value.LedgerInterval, TimeProvider.System, cancellation);
        }
    }

    private async Task CompareAsync(LinkSession session, Lane lane, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var epoch = log.Identity.Epoch;
        StoredCursor? sent;
        await using (var connection = await store.OpenReadAsync(cancellation))
            sent = await LinkCursors.SentAsync(connection, peer, lane);
        if (sent is null || sent.Epoch != epoch)
            return;
        var first = Math.Max(await ledger.LastComparedAsync(peer, lane, epoch, cancellation) + 1, log.Identity.EpochAfter / Ledger.BlockSize);
        for (var block = first; (block + 1) * Ledger.BlockSize <= sent.Position + 1 && upstream.Holds(session); block++)
            await CompareAsync(session, lane, epoch, block, cancellation);
    }

    private async Task CompareAsync(LinkSession session, Lane lane, long epoch, long block, CancellationToken cancellation)
    {
        var peer = session.Upstream.Node;
        var (ours, events) = await ledger.LetOutAsync(peer, lane, epoch, block, cancellation);
        var theirs = await AskAsync(lane, epoch, block, cancellation);
        if (theirs != ours)
        {
            await SendAgainAsync(session, lane, epoch, events, cancellation);
            theirs = await AskAsync(lane, epoch, block, cancellation);
        }
        await ledger.SaveAsync(peer, lane, epoch, ours, theirs == ours, cancellation);
        if (theirs != ours)
            await log.AppendAsync(new GapFound(peer, lane, block, ours.Count, theirs.Count, node.Id, clock.GetUtcNow()), cancellation);
    }

    private async Task<LedgerBlock> AskAsync(Lane lane, long epoch, long block, CancellationToken cancellation)
    {
        var response = await client.SendAsync(HttpMethod.Get, $"/ledger/{lane.ToString().ToLowerInvariant()}?epoch={epoch:x}&from={block}&to={block}", default, null, AnswerWithin, cancellation);
        return response.Ok && response.Read<LedgerBlock[]>() is [var answer] ? answer
            : throw new InvalidOperationException($"The upstream does not give its ledger of {lane} block {block}: {response.Explain()}");
    }

    private async Task SendAgainAsync(LinkSession session, Lane lane, long epoch, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        foreach (var part in events.Chunk(options.Value.BatchEvents))
        {
            var body = new ArrayBufferWriter<byte>();
            EventBatch.Write(body, session.Format, part, clock.GetUtcNow());
            await client.SendAsync(HttpMethod.Post, $"/repair/{lane.ToString().ToLowerInvariant()}?epoch={epoch:x}", body.WrittenMemory, session.Format, AnswerWithin, cancellation);
        }
    }
}
