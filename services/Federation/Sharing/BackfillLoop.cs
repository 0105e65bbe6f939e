using System.Buffers;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Links;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>Sends what a back-fill shares, lane by lane, as history: the upstream files it and reacts to none of it.</summary>
internal sealed class BackfillLoop(
    UpstreamLink upstream, LinkClient client, BackfillList backfills, SharingPolicies policies, EventLog log, NodeStore store, TimeProvider clock, IOptions<FederationOptions> options) : Loop("federation back-fill")
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly Lease lease = new(store, "federation back-fill");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var session = await upstream.SessionAsync(cancellation);
            if (await lease.HoldAsync(cancellation))
                foreach (var open in (await backfills.ListAsync(cancellation)).Where(backfill => backfill.Done is null && backfill.Peer == session.Upstream.Node))
                    await SendAsync(session, open, cancellation);
            Beat();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
        }
    }

    private async Task SendAsync(LinkSession session, Backfill backfill, CancellationToken cancellation)
    {
        while (backfill.Done is null && upstream.Holds(session))
        {
            var page = await log.ReadAsync(backfill.Lane, backfill.Position, options.Value.BatchEvents, backfill.Types, LogScope.All, cancellation);
            var events = page.Events.Where(envelope => policies.MayTravel(envelope, backfill.Peer) && backfill.Covers(envelope)).ToList();
            if (events.Count > 0)
                await SendAsync(session, backfill.Lane, events, cancellation);
            backfill = Next(backfill with { Position = page.Through, Sent = backfill.Sent + events.Count }, page.Events.Count > 0);
            await backfills.SaveAsync(backfill, cancellation);
            Beat();
        }
    }

    private Backfill Next(Backfill backfill, bool more) =>
        more ? backfill
        : backfill.Lane == Lanes.All[^1] ? backfill with { Done = clock.GetUtcNow() }
        : backfill with { Lane = backfill.Lane + 1, Position = 0 };

    private async Task SendAsync(LinkSession session, Lane lane, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        EventBatch.Write(body, session.Format, events, clock.GetUtcNow());
        var response = await client.SendAsync(HttpMethod.Post, $"/repair/{lane.ToString().ToLowerInvariant()}?epoch={log.Identity.Epoch:x}", body.WrittenMemory, session.Format, AnswerWithin, cancellation);
        if (!response.Ok)
            throw new InvalidOperationException($"The upstream does not take the back-fill: {response.Explain()}");
    }
}
