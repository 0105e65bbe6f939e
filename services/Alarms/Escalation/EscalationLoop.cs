using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Notification;
using SmartCity.Alarms.Records;
using SmartCity.Contracts.Alarms;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Alarms.Escalation;

/// <summary>
/// Looks for alarms whose time has come. The time stands in the alarm's row, so that no restart loses it, and a step is
/// committed only on the version it was decided on, so that it is taken once and never after an acknowledgement.
/// </summary>
internal sealed class EscalationLoop(
    IDbContextFactory<AlarmsDbContext> databases, Notices notices, NodeStore store, NodeInfo node, NodeHealth health, IOptions<AlarmsOptions> options, TimeProvider clock, ILogger<EscalationLoop> logger)
    : Loop("alarms escalation")
{
    private const string Unanswered = "alarms unanswered";
    private const int AtATime = 100;
    private static readonly TimeSpan RememberEarlyEnds = TimeSpan.FromDays(30);
    private readonly Lease lease = new(store, "alarms escalation");
    private DateTimeOffset cleaned;

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
            {
                foreach (var alarm in await DueAsync(cancellation))
                    await StepAsync(alarm, cancellation);
                await CleanAsync(cancellation);
            }
            await ReportAsync(cancellation);
            Beat();
            await Task.Delay(options.Value.Poll, TimeProvider.System, cancellation);
        }
    }

    private async Task<List<Alarm>> DueAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Alarms.AsNoTracking().Where(alarm => alarm.Due <= now).OrderBy(alarm => alarm.Due).Take(AtATime).ToListAsync(cancellation);
    }

    private async Task StepAsync(Alarm alarm, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (!alarm.Rings)
            db.Apply(AlarmSteps.Close(alarm, AlarmWhat.System, null, now));
        else
        {
            var onDuty = await DutyDesk.OnDutyAsync(db, alarm.Division, node.Id, now, cancellation);
            var (change, told) = Escalations.Next(alarm, onDuty, options.Value.Within(alarm.Severity), now);
            db.Apply(change);
            if (change.Event is { } happened)
                db.AddRange(notices.Of(change.After, told is null ? change.After.Step + 1 : change.After.Step, told, happened, now));
            Tell(change);
        }
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody acknowledged it, or another process took the step, in between: the row says what is to be done now.
        }
    }

    private void Tell(AlarmChange change)
    {
        if (change.Event is AlarmEscalated escalated)
            AlarmsLog.Escalated(logger, escalated.AlarmId, escalated.Step);
        else if (change.Event is AlarmUnanswered unanswered)
            AlarmsLog.Unanswered(logger, unanswered.AlarmId, unanswered.Division);
    }

    private async Task ReportAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var waiting = await db.Alarms.AsNoTracking().Where(alarm => alarm.Rank <= AlarmRank.LastRinging && alarm.UnansweredAt != null)
            .OrderBy(alarm => alarm.RaisedAt).Select(alarm => new { alarm.Id, alarm.Division, alarm.Told }).Take(AtATime).ToListAsync(cancellation);
        if (waiting.Count == 0)
            health.Forget(Unanswered);
        else
            health.Report(Unanswered, HealthStatus.Degraded,
                $"{waiting.Count} alarms ring and nobody on the duty list has acknowledged them, the first {waiting[0].Id} in {waiting[0].Division}"
                + (waiting[0].Told.Length == 0 ? ": nobody is on duty there. Import a duty list (PUT /api/alarms/v1/duty/list)." : "."));
    }

    private async Task CleanAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (now - cleaned < TimeSpan.FromHours(1))
            return;
        var (closedBefore, endedBefore) = (now.AddDays(-options.Value.KeepDays), now - RememberEarlyEnds);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.TransactAsync(Contracts.Lane.Bulk, async () =>
        {
            var old = db.Alarms.Where(alarm => alarm.ClosedAt < closedBefore);
            await db.Lines.Where(line => old.Any(alarm => alarm.Id == line.AlarmId)).ExecuteDeleteAsync(CancellationToken.None);
            await old.ExecuteDeleteAsync(CancellationToken.None);
            await db.Deliveries.Where(delivery => delivery.Due == null && delivery.MadeAt < closedBefore).ExecuteDeleteAsync(CancellationToken.None);
            await db.EarlyEnds.Where(end => end.At < endedBefore).ExecuteDeleteAsync(CancellationToken.None);
        }, cancellation);
        cleaned = now;
    }
}
