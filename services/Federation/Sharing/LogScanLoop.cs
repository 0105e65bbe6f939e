using SmartCity.Contracts;
using SmartCity.Federation.Links;
using SmartCity.Federation.Tracing;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>Goes through the log behind everybody else: what was shared by type, and which events belong to one story. Never more than a few pieces at a time.</summary>
internal sealed class LogScanLoop(UpstreamLink upstream, TypeCounts counts, Stories stories, Backlogs backlogs, EventLog log, NodeStore store) : Loop("federation figures")
{
    private const int PiecesATurn = 10;
    private readonly Lease lease = new(store, "federation figures");
    private readonly LogScan forStories = new(store, "stories");
    private (string Peer, LogScan Scan)? forSharing;

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
                foreach (var lane in Lanes.All)
                    await GoOnAsync(lane, cancellation);
            Beat();
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellation);
        }
    }

    private async Task GoOnAsync(Lane lane, CancellationToken cancellation)
    {
        var head = await log.HeadAsync(lane, cancellation);
        for (var piece = 0; piece < PiecesATurn && await forStories.NextAsync(lane, head, cancellation) is { } next; piece++)
            await stories.NoteAsync(forStories, next, cancellation);
        if (await upstream.ReadAsync(cancellation) is not { } peer)
            return;
        if (forSharing?.Peer != peer.Node)
            forSharing = (peer.Node, new(store, "sharing " + peer.Node));
        var scan = forSharing!.Value.Scan;
        var through = await SharedThroughAsync(peer.Node, lane, head, cancellation);
        for (var piece = 0; piece < PiecesATurn && await scan.NextAsync(lane, through, cancellation) is { } next; piece++)
            await counts.CountAsync(scan, next, peer.Node, cancellation);
    }

    // What waits is not shared yet.
    private async Task<long> SharedThroughAsync(string peer, Lane lane, long head, CancellationToken cancellation)
    {
        long acknowledged;
        await using (var connection = await store.OpenReadAsync(cancellation))
            acknowledged = (await LinkCursors.SentAsync(connection, peer, lane))?.Position ?? 0;
        return (await backlogs.ReadAsync(peer, LinkStates.Up, lane, acknowledged, cancellation)) is { Events: 0 } none ? Math.Min(head, none.Made) : acknowledged;
    }
}
