using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Delivery;

/// <summary>Delivers one lane of the log to one subscriber.</summary>
internal sealed class SubscriberLoop<TDb>(
    string name, Lane lane, LogScope scope, Subscriber<TDb> subscriber, IDbContextFactory<TDb> databases,
    NodeStore store, EventLog log, Checkpoints checkpoints, ParkedEvents parkedEvents, NodeHealth health, ILogger<SubscriberLoop<TDb>> logger)
    : Loop($"deliver {name} {lane}"), IDelivers where TDb : NodeDbContext
{
    private const int BatchLimit = 200;
    private const int FailuresInARow = 5;
    private const int ParkedLimit = 10_000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SaveSkipped = TimeSpan.FromMinutes(1);
    private readonly Lease lease = new(store, $"deliver {name} {lane}");
    private Dictionary<string, bool> parkedSubjects = [];
    private readonly HashSet<string> failedInARow = new(StringComparer.Ordinal);
    private long saved;
    private long position;
    private long parkedRead;
    private long skipped = TimeProvider.System.GetTimestamp();

    public string Subscriber => name;

    public Lane Lane => lane;

    public long Position => Volatile.Read(ref position);

    protected internal override TimeSpan? SilenceLimit => TimeSpan.FromMinutes(1);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        await ReloadAsync(cancellation);
        while (true)
        {
            var signal = log.Next(lane);
            if (!await lease.HoldAsync(cancellation))
            {
                Beat();
                await log.WaitAsync(Task.Delay(-1, cancellation), Poll, cancellation);
                await ReloadAsync(cancellation);
                continue;
            }
            await RetryParkedAsync(cancellation);
            if (!await DeliverNextAsync(cancellation))
                await log.WaitAsync(signal, Poll, cancellation);
            Beat();
        }
    }

    private async Task ReloadAsync(CancellationToken cancellation)
    {
        var checkpoint = await checkpoints.LoadAsync(name, lane, cancellation);
        saved = position = checkpoint.Position;
        Trouble = checkpoint.Halted;
        parkedSubjects = await parkedEvents.SubjectsAsync(name, lane, cancellation);
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> DeliverNextAsync(CancellationToken cancellation)
    {
        if (await HaltedAsync(cancellation))
            return false;
        var page = await log.ReadAsync(lane, position, BatchLimit, subscriber.Types, scope, cancellation);
        if (page.Floor > position)
        {
            await GoOnAfterGapAsync(page.Floor, cancellation);
            return true;
        }
        if (page.Events.Count == 0)
        {
            await SkipAsync(page.Through, cancellation);
            return false;
        }
        try
        {
            await CommitAsync(page.Events, page.Through, cancellation);
        }
        catch (CheckpointMovedException)
        {
            await ReloadAsync(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !IsTransient(exception))
        {
            await OneByOneAsync(page, cancellation);
        }
        return true;
    }

    // What no handler wants moves the checkpoint in memory; it is written now and then, so that a restart need not scan far.
    private async Task SkipAsync(long through, CancellationToken cancellation)
    {
        if (through - saved > 1000 || through > saved && TimeProvider.System.GetElapsedTime(skipped) > SaveSkipped)
        {
            await store.WriteAsync(lane, write => Checkpoints.MoveAsync(write, name, lane, saved, through), cancellation);
            (saved, skipped) = (through, TimeProvider.System.GetTimestamp());
        }
        position = through;
    }

    // Retention waited as long as it may. Moving the checkpoint is what makes this be said once, also over restarts.
    private async Task GoOnAfterGapAsync(long floor, CancellationToken cancellation)
    {
        await store.WriteAsync(lane, write => Checkpoints.MoveAsync(write, name, lane, saved, floor), cancellation);
        KernelLog.WentOnAfterGap(logger, name, lane, position, floor);
        health.Report($"gap {name} {lane}", HealthStatus.Degraded, $"Events after {position} up to {floor} were no longer in the log when {name} came to read them; it went on after them.", TimeSpan.FromHours(24));
        saved = position = floor;
    }

    private async Task CommitAsync(IReadOnlyList<EventEnvelope> events, long through, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var behind = new List<EventEnvelope>();
        foreach (var envelope in events)
            if (parkedSubjects.ContainsKey(envelope.Subject))
                behind.Add(envelope);
            else
                await HandleAsync(envelope, db, cancellation);
        await store.WriteAsync(lane, async write =>
        {
            await db.SaveIntoAsync(write, cancellation);
            foreach (var envelope in behind)
                await ParkBehindAsync(write, envelope);
            await Checkpoints.MoveAsync(write, name, lane, saved, through);
        }, cancellation);
        saved = position = through;
        KernelMetrics.Handled(name, lane, events.Count - behind.Count);
        if (events.Count > behind.Count)
            failedInARow.Clear();
    }

    private async Task ParkBehindAsync(WriteTransaction write, EventEnvelope envelope)
    {
        var waiting = Convert.ToInt64(await write.ScalarAsync("select count(*) from (select 1 from kernel_parked where subscriber = @p0 and lane = @p1 and subject = @p2 limit @p3) as waiting", name, (int)lane, envelope.Subject, ParkedLimit), null);
        if (waiting < ParkedLimit)
            await ParkedEvents.ParkAsync(write, name, envelope, error: null);
        else if (lane == Lane.Bulk)
            await write.ExecuteAsync(
                "insert into kernel_tombstones (lane, after_position, through_position, events, bytes, at, reason, subscriber) values (@p0, @p1, @p2, 1, @p3, @p4, @p5, @p6) on conflict do nothing",
                (int)lane, envelope.Position - 1, envelope.Position, envelope.Data.Length, Instant.ToMicroseconds(write.Now), $"{name}: {ParkedLimit} events of {envelope.Subject} are parked", name);
        else
            throw new TooManyParkedException(envelope.Subject);
    }

    private async Task OneByOneAsync(LogPage page, CancellationToken cancellation)
    {
        foreach (var envelope in page.Events)
        {
            try
            {
                await CommitAsync([envelope], envelope.Position, cancellation);
            }
            catch (TooManyParkedException exception)
            {
                await HaltAsync(exception.Message, cancellation);
                return;
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && !IsTransient(exception) && exception is not CheckpointMovedException)
            {
                await ParkAsync(envelope, exception, cancellation);
                if (failedInARow.Count < FailuresInARow)
                    continue;
                await HaltAsync($"{FailuresInARow} subjects failed in a row, the last with: {exception.Message}", cancellation);
                return;
            }
        }
        await store.WriteAsync(lane, write => Checkpoints.MoveAsync(write, name, lane, saved, page.Through), cancellation);
        saved = position = page.Through;
    }

    private async Task ParkAsync(EventEnvelope envelope, Exception exception, CancellationToken cancellation)
    {
        KernelLog.Parked(logger, name, envelope.Id, envelope.Type, exception);
        await store.WriteAsync(lane, async write =>
        {
            await ParkedEvents.ParkAsync(write, name, envelope, exception.Message);
            await Checkpoints.MoveAsync(write, name, lane, saved, envelope.Position);
        }, cancellation);
        saved = position = envelope.Position;
        parkedSubjects[envelope.Subject] = false;
        failedInARow.Add(envelope.Subject);
    }

    private async Task HaltAsync(string reason, CancellationToken cancellation)
    {
        await checkpoints.HaltAsync(name, lane, reason, cancellation);
        Trouble = reason;
        failedInARow.Clear();
        KernelLog.Halted(logger, name, lane, reason);
    }

    // A running lane is halted by itself alone; a halted one asks now and then whether somebody has resumed it.
    private async Task<bool> HaltedAsync(CancellationToken cancellation)
    {
        if (Trouble is not null)
            Trouble = (await checkpoints.LoadAsync(name, lane, cancellation)).Halted;
        return Trouble is not null;
    }

    private async Task RetryParkedAsync(CancellationToken cancellation)
    {
        if (parkedSubjects.Count == 0 || TimeProvider.System.GetElapsedTime(parkedRead) < Poll / 2)
            return;
        parkedSubjects = await parkedEvents.SubjectsAsync(name, lane, cancellation);
        parkedRead = TimeProvider.System.GetTimestamp();
        foreach (var (subject, retry) in parkedSubjects)
            if (retry && await DrainAsync(subject, cancellation))
                parkedSubjects.Remove(subject);
    }

    /// <returns>True when nothing of the subject is parked any more.</returns>
    private async Task<bool> DrainAsync(string subject, CancellationToken cancellation)
    {
        while (await parkedEvents.OfSubjectAsync(name, lane, subject, BatchLimit, cancellation) is { Count: > 0 } waiting)
            foreach (var parked in waiting)
                if (!await TryAgainAsync(parked, cancellation))
                    return false;
        return true;
    }

    private async Task<bool> TryAgainAsync(ParkedEvent parked, CancellationToken cancellation)
    {
        try
        {
            var found = await log.ReadAtAsync(lane, [parked.Position], cancellation);
            if (found.Count == 0)
                throw new InvalidOperationException("The event is no longer in the log: its retention has passed. Discard it.");
            await using var db = await databases.CreateDbContextAsync(cancellation);
            await HandleAsync(found[0], db, cancellation);
            await store.WriteAsync(lane, async write =>
            {
                await db.SaveIntoAsync(write, cancellation);
                await ParkedEvents.UnparkAsync(write, name, found[0]);
            }, cancellation);
            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !IsTransient(exception))
        {
            await parkedEvents.FailedAgainAsync(parked, exception.Message, cancellation);
            return false;
        }
    }

    private async Task HandleAsync(EventEnvelope envelope, TDb db, CancellationToken cancellation)
    {
        if (envelope.Recovered && scope == LogScope.Own)
            return;
        var cause = Cause.Of(name, envelope);
        db.Follow(cause);
        using var activity = KernelTelemetry.Follow(KernelTelemetry.Source, name, System.Diagnostics.ActivityKind.Consumer, envelope.TraceParent);
        await subscriber.HandleAsync(new Delivery(envelope, cause), db, cancellation);
    }

    private bool IsTransient(Exception exception) => store.IsTransient(exception) || exception is Orleans.Runtime.OrleansException or OperationCanceledException;

    private sealed class TooManyParkedException(string subject) : Exception($"More than {ParkedLimit} events of {subject} are parked.");
}
