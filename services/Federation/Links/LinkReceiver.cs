using System.Globalization;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>What came of a request of a link: an answer, or a problem.</summary>
internal sealed record Received<T>(T? Answer, int Status = 200, string? Problem = null, string? Detail = null, LinkCursor? Expected = null) where T : class;

/// <summary>The receiving side of links: hellos and batches of the nodes below.</summary>
internal sealed class LinkReceiver(
    Peers peers, LinkStates states, LinkReport report, Recovery recovery, DoneEvents done, NodeHealth health, EventLog log, NodeStore store, NodeInfo node, TimeProvider clock)
{
    /// <summary>Takes a hello: compares epochs and cursors, and says how far we have received the county's log.</summary>
    public async Task<Received<HelloAnswer>> HelloAsync(Peer peer, Hello hello, CancellationToken cancellation)
    {
        if (!hello.Protocols.Contains(1))
            return new(null, 409, "protocol-unknown", $"This node speaks link protocol 1; the county offers {string.Join(", ", hello.Protocols)}. Update the older of the two.");
        if (!TryEpoch(hello.Epoch, out var epoch))
            return new(null, 400, "invalid-request", "epoch: expected a hexadecimal number.");
        if (epoch < peer.Epoch)
            return Superseded(peer, hello);
        await NoteAsync(peer, hello, cancellation);
        if (await FindDivergenceAsync(hello, cancellation) is { } divergence)
        {
            await states.SetAllAsync(peer.Id, LinkState.Diverged, divergence);
            return new(null, 409, "log-diverged", divergence);
        }
        if (epoch > peer.Epoch)
            await OpenEpochAsync(peer, hello, epoch, cancellation);
        var takesBack = await TakesBackAsync(peer, hello, cancellation);
        await states.SetAllAsync(peer.Id, takesBack is null ? LinkState.Flowing : LinkState.Recovering,
            takesBack is null ? null : $"{node.Id} was restored: it takes back from {peer.Id} its events that it lost.", onlyWhenStopped: true);
        report.Note(peer.Id, hello.Reports);
        return new(await AnswerAsync(peer, hello, takesBack, cancellation));
    }

    // The one that goes on has its state by its own hellos; that a twin of it calls as well is said beside it.
    private Received<HelloAnswer> Superseded(Peer peer, Hello hello)
    {
        var detail = $"A newer epoch {peer.Epoch:x} of node {peer.Id} is linked; this one ({hello.Epoch}) is an old twin. Stop it, or declare a restore at the one that is to go on.";
        health.Report("twin of " + peer.Id, HealthStatus.Degraded, detail, TimeSpan.FromMinutes(1));
        return new(null, 409, "superseded", detail);
    }

    // We were restored: the county may hold events of ours, of the epoch that ended or of one since, that our log does not hold any more.
    private async Task<TakesBack?> TakesBackAsync(Peer peer, Hello hello, CancellationToken cancellation)
    {
        var identity = log.Identity;
        var heldOlder = hello.Lanes.Any(lane => lane.Received is { } cursor && TryEpoch(cursor.Epoch, out var epoch) && epoch < identity.Epoch);
        if (identity.PreviousEpoch == 0 || !heldOlder || await recovery.IsDoneAsync(peer.Id, cancellation))
            return null;
        if (hello.GivesBack == true)
            return new(identity.PreviousEpoch.ToString("x"), await AcknowledgedAsync(peer, epoch => epoch == identity.PreviousEpoch, cancellation));
        health.Report("recovery from " + peer.Id, HealthStatus.Degraded, $"The program of {peer.Id} ({hello.Build}) cannot give back the events that {node.Id} lost; update it.", TimeSpan.FromMinutes(1));
        return null;
    }

    private async Task<Dictionary<Lane, long>> AcknowledgedAsync(Peer peer, Func<long, bool> epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var acknowledged = new Dictionary<Lane, long>();
        foreach (var lane in Lanes.All)
            if (await LinkCursors.SentAsync(connection, peer.Id, lane) is { } sent && epoch(sent.Epoch))
                acknowledged.Add(lane, sent.Position);
        return acknowledged;
    }

    private async Task<string?> FindDivergenceAsync(Hello hello, CancellationToken cancellation)
    {
        foreach (var lane in hello.Lanes)
            if (lane.Received is { } cursor && TryEpoch(cursor.Epoch, out var epoch) && epoch == log.Identity.Epoch
                && await CursorCheck.FindMistakeAsync(log, store, lane.Lane, cursor.Position, cursor.Id, cursor.Hash, cancellation) is { } mistake)
                return $"Of {node.Id}'s log: {mistake}. Declare the restore at {node.Id}.";
        return null;
    }

    // A declared restore: what the county knew to be acknowledged is its log still; from there on it sends again, and what we
    // have is left out by its identity. Otherwise the log is a new one.
    private async Task OpenEpochAsync(Peer peer, Hello hello, long epoch, CancellationToken cancellation)
    {
        await store.WriteAsync(Lane.Alarm, async write =>
        {
            var follows = TryEpoch(hello.PreviousEpoch ?? "", out var previous) && previous == peer.Epoch;
            foreach (var lane in Lanes.All)
            {
                var before = await LinkCursors.ReceivedAsync(write.Connection, write.Transaction, peer.Id, lane);
                if (before is not null)
                    await LinkCursors.SaveReceivedAsync(write, new(peer.Id, lane, epoch, follows ? Math.Min(before.Position, Acknowledged(hello, lane)) : 0, null, null, clock.GetUtcNow()));
            }
            await write.ExecuteAsync("update federation_peers set epoch = @p0 where id = @p1", epoch, peer.Id);
        }, cancellation);
        peers.Forget(peer.Id);
    }

    private static long Acknowledged(Hello hello, Lane lane) => hello.Lanes.FirstOrDefault(item => item.Lane == lane)?.Acknowledged ?? 0;

    private Task NoteAsync(Peer peer, Hello hello, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("update federation_peers set build = @p0, clock_offset_ms = @p1, last_contact = @p2, name = @p3 where id = @p4",
            hello.Build, (long)(hello.Time - write.Now).TotalMilliseconds, Instant.ToMicroseconds(write.Now), hello.Name, peer.Id), cancellation);

    private async Task<HelloAnswer> AnswerAsync(Peer peer, Hello hello, TakesBack? takesBack, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var received = new Dictionary<Lane, LinkCursor>();
        foreach (var lane in Lanes.All)
            if (await LinkCursors.ReceivedAsync(connection, null, peer.Id, lane) is { } cursor)
                received.Add(lane, cursor.ToWire());
        var identity = log.Identity;
        return new(1, node.Id, Build.Version, identity.Epoch.ToString("x"), identity.PreviousEpoch == 0 ? null : identity.PreviousEpoch.ToString("x"), identity.EpochAfter,
            EventBatch.Formats.First(format => hello.Formats.Contains(format) || format == EventBatch.Json), received, clock.GetUtcNow(), hello.Nonce,
            takesBack, await AcknowledgedAsync(peer, _ => true, cancellation), await report.SendingAsync(LinkStates.Down, peer.Id, cancellation));
    }

    /// <summary>Takes a batch: all of it, once, joined on to what came before, or none of it.</summary>
    public async Task<Received<BatchAnswer>> TakeAsync(Peer peer, Lane lane, long epoch, long after, long through, string? lastHash, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        if (BatchCheck.FindUpMistake(node.Id, peer.Id, peer.DivisionList, lane, epoch, after, through, events) is { } mistake)
            return await RefuseAsync(peer, lane, mistake);
        events = await done.MarkAsync(events, cancellation);
        var began = clock.GetUtcNow().UtcDateTime;
        var (appended, alreadyThere) = (0, 0);
        // In as many writes as it takes: an alarm that comes meanwhile goes between two of them.
        while (true)
        {
            var (refused, joined) = await store.WriteAsync(lane, write => JoinAsync(write, new(peer, lane, epoch, after, through, lastHash, events)), cancellation);
            if (joined is null)
                return refused!;
            appended += joined.Write.Appended.Count;
            alreadyThere += joined.Write.AlreadyThere;
            FederationTelemetry.Passed(peer.Id, LinkStates.Up, lane, joined.Write.Appended.Count);
            if (joined.Cursor.Position == through)
            {
                FederationTelemetry.Taken("take", lane, events, began);
                await states.FlowingAsync(peer.Id, LinkStates.Up, lane);
                return new(new BatchAnswer(joined.Cursor.ToWire(), appended, alreadyThere));
            }
            (events, after, lastHash) = ([.. events.Skip(joined.Write.Taken)], joined.Cursor.Position, joined.Cursor.LastHash);
        }
    }

    private async Task<(Received<BatchAnswer>? Refused, Joined? Joined)> JoinAsync(WriteTransaction write, Part part)
    {
        var (peer, lane, epoch, after, _, lastHash, events) = part;
        // One batch of a lane at a time: on PostgreSQL two that come at once would both find the cursor where they expect it.
        await write.ExecuteAsync("update federation_received set position = position where peer = @p0 and lane = @p1", peer.Id, (int)lane);
        var before = await LinkCursors.ReceivedAsync(write.Connection, write.Transaction, peer.Id, lane) ?? new(peer.Id, lane, epoch, 0, null, null, clock.GetUtcNow());
        if (epoch < peer.Epoch)
            return (new(null, 409, "superseded", $"A newer epoch {peer.Epoch:x} of node {peer.Id} is linked."), null);
        if (epoch != before.Epoch || after != before.Position)
            return (new(null, 409, "cursor-mismatch", $"The batch goes on after {after} of epoch {epoch:x}; {before.Position} of epoch {before.Epoch:x} is expected.", before.ToWire()), null);
        if (lastHash is { Length: > 0 } && before.LastHash is not null && lastHash != before.LastHash)
            return (new(null, 409, "log-diverged", $"The last event received of {lane} was {before.LastId}, and the sender holds another one in its place: its log was put back, or is a twin."), null);
        var joined = new Joined(write, before);
        write.Import(events, via: peer.Id);
        write.MayEndEarly = true;
        write.WhenNumbered(async _ =>
        {
            joined.Cursor = Reached(part, before, write);
            await LinkCursors.SaveReceivedAsync(write, joined.Cursor);
        });
        return (null, joined);
    }

    // How far this write came: the end of the batch, or the last event that it still took.
    private static StoredCursor Reached(Part part, StoredCursor before, WriteTransaction write)
    {
        var position = write.Taken < part.Events.Count ? part.Events[write.Taken - 1].Position : part.Through;
        return write.Taken == 0 ? before with { Position = position }
            : new(part.Peer.Id, part.Lane, part.Epoch, position, part.Events[write.Taken - 1].Id, EventHash.Format(EventHash.Of(part.Events[write.Taken - 1])), write.Now);
    }

    private sealed record Part(Peer Peer, Lane Lane, long Epoch, long After, long Through, string? LastHash, IReadOnlyList<EventEnvelope> Events);

    private sealed record Joined(WriteTransaction Write, StoredCursor Before)
    {
        public StoredCursor Cursor { get; set; } = Before;
    }

    private async Task<Received<BatchAnswer>> RefuseAsync(Peer peer, Lane lane, BatchCheck.Mistake mistake)
    {
        var known = states.Get(peer.Id, LinkStates.Up, lane);
        FederationTelemetry.Refused(peer.Id, lane, mistake.Problem);
        await states.SetAsync(peer.Id, LinkStates.Up, lane, LinkState.Refused, mistake.Detail);
        // The county tries again every few seconds: the first refusal is told, not each of them.
        if (known.State != LinkState.Refused)
            await log.AppendAsync(new BatchRefused(peer.Id, lane, mistake.Problem, mistake.Detail, node.Id, clock.GetUtcNow()), CancellationToken.None);
        return new(null, 422, mistake.Problem, mistake.Detail + " The whole batch is refused.");
    }

    public static bool TryEpoch(string text, out long epoch) => long.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out epoch);
}
