using System.Buffers;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// Sends one lane of this node's events to its upstream, in order, one batch at a time, from the last acknowledgement on.
/// While a full batch is under way the next one is read and written, so that both ends work at once.
/// </summary>
internal sealed class UplinkLoop(
    Lane lane, UpstreamLink upstream, LinkClient client, LinkStates states, SharingPolicies policies,
    EventLog log, NodeStore store, TimeProvider clock, IOptions<FederationOptions> options) : Loop($"federation uplink {lane}")
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private const int IdlePositions = 10_000;
    private const int LeastBytes = 2 * 1024;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);
    private int bytesAtOnce = 8 * 1024;
    private readonly Lease lease = new(store, $"federation uplink {lane}");
    private Task saving = Task.CompletedTask;

    public static void AddAll(ModuleBuilder module)
    {
        foreach (var lane in Lanes.All)
            module.Loop(provider => ActivatorUtilities.CreateInstance<UplinkLoop>(provider, lane));
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var session = await upstream.SessionAsync(cancellation);
            if (await lease.HoldAsync(cancellation))
                await SendAsync(session, cancellation);
            else
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation);
        }
    }

    private async Task SendAsync(LinkSession session, CancellationToken cancellation)
    {
        var acknowledged = session.Received.GetValueOrDefault(lane) ?? new("0", 0, null, null);
        var scanned = acknowledged.Position;
        Task<Prepared>? ahead = null;
        ArrayBufferWriter<byte> now = new(64 * 1024), later = new(64 * 1024);
        await states.FlowingAsync(session.Upstream.Node, LinkStates.Up, lane);
        while (upstream.Holds(session) && await lease.HoldAsync(cancellation))
        {
            var batch = await (ahead ?? PrepareAsync(session, scanned, now, cancellation));
            ahead = null;
            Beat();
            if (batch.Events.Count == 0 && batch.Through - acknowledged.Position < IdlePositions)
            {
                if (batch.Through == scanned)
                    await log.WaitAsync(batch.Signal, TimeSpan.FromSeconds(1), cancellation);
                scanned = batch.Through;
                continue;
            }
            if (batch.MoreFollows)
                ahead = Task.Run(() => PrepareAsync(session, batch.Through, later, cancellation), cancellation);
            var answer = await ExchangeAsync(session, acknowledged, batch, now, cancellation);
            if (answer is null || answer.Position != batch.Through)
                ahead = await DropAsync(ahead);
            acknowledged = answer ?? acknowledged;
            scanned = acknowledged.Position;
            if (ahead is not null)
                (now, later) = (later, now);
            if (answer is not null)
                await PaceAsync(batch.Events.Count, cancellation);
        }
        await DropAsync(ahead);
        await SavedAsync();
    }

    // Our own note of what was acknowledged is written beside the next batch; a failure of it is told once.
    private Task SavedAsync()
    {
        var before = saving;
        saving = Task.CompletedTask;
        return before;
    }

    // What was read ahead of an answer that did not come is read again, from where the other side stands.
    private static async Task<Task<Prepared>?> DropAsync(Task<Prepared>? ahead)
    {
        if (ahead is not null)
            await ahead;
        return null;
    }

    private async Task<Prepared> PrepareAsync(LinkSession session, long after, ArrayBufferWriter<byte> body, CancellationToken cancellation)
    {
        var signal = log.Next(lane);
        var page = await log.ReadAsync(lane, after, options.Value.BatchEvents, null, LogScope.All, cancellation);
        var (events, through) = Cut(await policies.LetOutAsync(session.Upstream.Node, page.Events, cancellation), page.Through);
        var prepared = new Prepared(events, through, signal, through < page.Through || page.Events.Count == options.Value.BatchEvents);
        if (events.Count > 0)
            Write(session, prepared, body);
        return prepared;
    }

    private void Write(LinkSession session, Prepared batch, ArrayBufferWriter<byte> body)
    {
        body.ResetWrittenCount();
        EventBatch.Write(body, session.Format, batch.Events, clock.GetUtcNow());
    }

    // A batch is at most so many bytes: that the receiver's write turn stays short, and that on a slow line hello and the other
    // lanes come through between two batches, and no batch is longer under way than its answer is waited for.
    private (IReadOnlyList<EventEnvelope> Events, long Through) Cut(IReadOnlyList<EventEnvelope> events, long through)
    {
        var bytes = 0;
        for (var index = 0; index < events.Count; index++)
            if ((bytes += events[index].Data.Length + 200) > bytesAtOnce && index > 0)
                return ([.. events.Take(index)], events[index - 1].Position);
        return (events, through);
    }

    /// <returns>The cursor the other side has now; null when the lane has to try again from its old one.</returns>
    private async Task<LinkCursor?> ExchangeAsync(LinkSession session, LinkCursor acknowledged, Prepared batch, ArrayBufferWriter<byte> body, CancellationToken cancellation)
    {
        // Time left is told as of now: what was written ahead and may run out is written again, and so is a batch of nothing.
        if (batch.Events.Count == 0 || batch.Events.Any(envelope => envelope.ValidUntil is not null))
            Write(session, batch, body);
        var path = $"/uplink/{lane.ToString().ToLowerInvariant()}?epoch={log.Identity.Epoch:x}&after={acknowledged.Position}&through={batch.Through}&last={acknowledged.Hash}";
        states.Sent(session.Upstream.Node, LinkStates.Up, lane, batch.Through);
        using var span = FederationTelemetry.Sending(lane, batch.Events);
        LinkResponse response;
        var sent = TimeProvider.System.GetTimestamp();
        try
        {
            response = await client.SendAsync(HttpMethod.Post, path, body.WrittenMemory, session.Format, AnswerWithin, cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutException)
        {
            Adapt(TimeProvider.System.GetElapsedTime(sent));
            upstream.Break();
            await states.SetAllAsync(session.Upstream.Node, LinkState.Dark, exception.Message);
            return null;
        }
        Adapt(TimeProvider.System.GetElapsedTime(sent));
        if (response.Ok && response.Read<BatchAnswer>() is { } answer)
        {
            await SavedAsync();
            saving = store.WriteAsync(lane, write => LinkCursors.SaveSentAsync(write, session.Upstream.Node, lane, log.Identity.Epoch, answer.Cursor.Position, answer.Cursor.Hash), cancellation);
            if (!batch.MoreFollows)
                await SavedAsync();
            await states.FlowingAsync(session.Upstream.Node, LinkStates.Up, lane);
            FederationTelemetry.Passed(session.Upstream.Node, LinkStates.Up, lane, batch.Events.Count);
            return answer.Cursor;
        }
        return await TroubleAsync(session, response, cancellation);
    }

    private void Adapt(TimeSpan took) =>
        bytesAtOnce = took < Quick ? Math.Min(bytesAtOnce * 2, EventBatch.MaxBytes) : took > Slow ? Math.Max(bytesAtOnce / 2, LeastBytes) : bytesAtOnce;

    private async Task<LinkCursor?> TroubleAsync(LinkSession session, LinkResponse response, CancellationToken cancellation)
    {
        if (response.Problem == "cursor-mismatch" && response.Expected is { } expected
            && await CursorCheck.FindMistakeAsync(log, store, lane, expected.Position, expected.Id, expected.Hash, cancellation) is null)
            return expected;
        var (state, pause) = response.Status switch
        {
            HttpStatusCode.InsufficientStorage => (LinkState.BlockedByDisk, 5),
            HttpStatusCode.TooManyRequests => (LinkState.Throttled, (int)(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 1)),
            HttpStatusCode.Conflict => (response.Problem == "superseded" ? LinkState.Superseded : LinkState.Diverged, 0),
            >= HttpStatusCode.InternalServerError => (LinkState.Dark, 1),
            _ => (LinkState.Refused, 5),
        };
        await states.SetAsync(session.Upstream.Node, LinkStates.Up, lane, state, response.Explain());
        if (state is LinkState.Diverged or LinkState.Superseded or LinkState.Dark)
            upstream.Break();
        await Task.Delay(TimeSpan.FromSeconds(Math.Clamp(pause, 0, 60)), TimeProvider.System, cancellation);
        return null;
    }

    private async Task PaceAsync(int sent, CancellationToken cancellation)
    {
        if (lane == Lane.Bulk && options.Value.BulkEventsPerSecond is > 0 and var rate)
            await Task.Delay(TimeSpan.FromSeconds((double)sent / rate), TimeProvider.System, cancellation);
    }

    /// <summary>What is to be told next.</summary>
    /// <param name="Events">The events, of which the policy lets all out; maybe none.</param>
    /// <param name="Through">Everything up to here was looked at.</param>
    /// <param name="Signal">Ends with the next commit to the lane after the read.</param>
    /// <param name="MoreFollows">The log holds more already.</param>
    private sealed record Prepared(IReadOnlyList<EventEnvelope> Events, long Through, Task Signal, bool MoreFollows);
}
