using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Loops;

namespace SmartCity.Federation.Links;

/// <summary>At the receiving side nothing fails when a county falls silent: silence itself is the evidence.</summary>
internal sealed class LinkWatchLoop(Peers peers, LinkStates states, TimeProvider clock, IOptions<FederationOptions> options) : Loop("federation watch")
{
    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            foreach (var peer in await peers.ListAsync(cancellation))
                await LookAsync(peer);
            Beat();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
        }
    }

    private async Task LookAsync(Peer peer)
    {
        var silence = peer.LastContact is { } last ? clock.GetUtcNow() - last : (TimeSpan?)null;
        foreach (var lane in Lanes.All)
            foreach (var direction in (string[])[LinkStates.Up, LinkStates.Down])
                if (peer.Revoked is { } revoked)
                    await states.SetAsync(peer.Id, direction, lane, LinkState.Refused, $"revoked on {revoked:O}: {peer.RevokedReason}");
                else if (silence is null || silence > options.Value.Heartbeat * 2.5)
                    await states.SetAsync(peer.Id, direction, lane, LinkState.Dark, silence is null ? "it has never said hello" : $"no hello since {peer.LastContact:O}");
                else if (states.Get(peer.Id, direction, lane) is { State: LinkState.Dark })
                    await states.FlowingAsync(peer.Id, direction, lane);
    }
}
