using SmartCity.Contracts;
using SmartCity.Federation.Nodes;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>Keeps the log until every linked node has acknowledged it, and what we sent up until the ledgers were compared.</summary>
internal sealed class LinkKeeper(UpstreamLink upstream, Peers peers, Ledger ledger, NodeStore store, NodeInfo node) : ILogKeeper
{
    public string Name => "links";

    public async Task<long> NeedsAfterAsync(Lane lane, CancellationToken cancellation)
    {
        var needed = long.MaxValue;
        var linked = (await peers.ListAsync(cancellation)).Where(peer => peer.Revoked is null).Select(peer => peer.Id).ToList();
        if (await upstream.ReadAsync(cancellation) is { } up)
            linked.Add(up.Node);
        await using var connection = await store.OpenReadAsync(cancellation);
        foreach (var peer in linked)
            needed = Math.Min(needed, (await LinkCursors.SentAsync(connection, peer, lane))?.Position ?? 0);
        return upstream.Current is { } above
            ? Math.Min(needed, await ledger.ComparedThroughAsync(above.Node, lane, store.Identity.Epoch, null, cancellation)) : needed;
    }

    public Task DroppingAsync(WriteTransaction write, Lane lane, long through) => LedgerTable.NoteDroppingAsync(write, node.Id, lane, through);
}
