using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Notification;
using SmartCity.Alarms.Records;
using SmartCity.Alarms.Rules;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Alarms.Raising;

/// <summary>Makes alarms out of urgent events: a new one, the same again, or its end.</summary>
internal sealed class AlarmRaiser(RuleBook rules, Notices notices, NodeInfo node, IOptions<AlarmsOptions> options, TimeProvider clock, ILogger<AlarmRaiser> logger)
{
    public async Task TakeAsync(EventEnvelope envelope, AlarmsDbContext db, CancellationToken cancellation)
    {
        // What this module tells itself, what was taken back after a restore, and commands to somebody else are no news.
        if (envelope.Type.StartsWith(AlarmsModule.RouteName + ".", StringComparison.Ordinal) || envelope.Recovered || envelope.Audience is { } audience && audience != node.Id)
            return;
        var facts = Facts.Read(envelope);
        var now = clock.GetUtcNow();
        var open = await OpenAsync(db, facts.Matter, cancellation);
        var ended = false;
        foreach (var other in open.Where(alarm => alarm.Kind != facts.Kind && (facts.Part.Length == 0 || alarm.AllParts.Contains(facts.Part))))
        {
            db.Apply(AlarmSteps.End(other, facts.Part, envelope.Id, now));
            ended = true;
        }
        if (facts.Kind is { } kind)
            await TroubleAsync(envelope, facts, kind, open.FirstOrDefault(alarm => alarm.Kind == kind), db, now, cancellation);
        else if (!ended && facts.Type.Once && await db.EarlyEnds.FindAsync([facts.Matter], cancellation) is null)
            db.Add(new EarlyEnd(facts.Matter, envelope.Id, now));
    }

    private async Task TroubleAsync(EventEnvelope envelope, Facts facts, string kind, Alarm? same, AlarmsDbContext db, DateTimeOffset now, CancellationToken cancellation)
    {
        var action = await rules.FindAsync(envelope.Type, envelope.Division, cancellation);
        if (action == AlarmAction.Ignore)
            return;
        // One that was acknowledged and that nothing will end is done with: what comes now is new.
        if (same is not null && (same.State == AlarmState.Open || same.Lasts))
            db.Apply(AlarmSteps.Repeat(same, facts.Part, facts.Detail, now));
        else
            await RaiseAsync(Make(envelope, facts, kind, action, now), envelope, db, cancellation);
    }

    private async Task RaiseAsync(Alarm alarm, EventEnvelope envelope, AlarmsDbContext db, CancellationToken cancellation)
    {
        if (await db.Alarms.FindAsync([alarm.Id], cancellation) is not null)
            return;
        var early = await db.EarlyEnds.FindAsync([alarm.Matter], cancellation);
        if (early is not null)
        {
            db.Remove(early);
            alarm = alarm with { QuietBecause = "已结束 It was over before it was known" };
        }
        var chain = alarm.Rings ? await DutyDesk.OnDutyAsync(db, alarm.Division, node.Id, alarm.RaisedAt, cancellation) : [];
        var change = AlarmSteps.Raise(alarm, chain.FirstOrDefault()?.Account, options.Value.Within(alarm.Severity), options.Value.ClosesAfter);
        db.Apply(change);
        if (alarm.Rings)
        {
            db.AddRange(notices.Of(change.After, 1, chain.FirstOrDefault(), change.Event!, alarm.RaisedAt));
            AlarmsLog.Raised(logger, alarm.Id, envelope.Type, alarm.Division, change.After.Step);
        }
        if (early is not null)
            db.Apply(AlarmSteps.End(change.After, "", early.EventId, alarm.RaisedAt));
    }

    private Alarm Make(EventEnvelope envelope, Facts facts, string kind, AlarmAction action, DateTimeOffset now) => new()
    {
        Id = envelope.Id,
        Type = envelope.Type,
        Subject = envelope.Subject,
        Division = envelope.Division,
        Origin = envelope.Origin,
        Severity = Alarm.Of(envelope.Lane),
        Matter = facts.Matter,
        Kind = kind,
        Parts = facts.Part,
        Lasts = facts.Type.Lasts,
        Title = facts.Title,
        TitleEnglish = facts.EnglishTitle,
        Detail = facts.Detail,
        Longitude = facts.Longitude,
        Latitude = facts.Latitude,
        OccurredAt = envelope.Time,
        RaisedAt = now,
        LastAt = now,
        UpdatedAt = now,
        QuietBecause = action == AlarmAction.Quiet ? "规则 A rule"
            : now - envelope.RecordedTime > options.Value.RingsWithin ? "迟到 It came too late to ring" : null,
    };

    // What was raised or closed earlier in the same batch is known to the context alone.
    private static async Task<List<Alarm>> OpenAsync(AlarmsDbContext db, string matter, CancellationToken cancellation)
    {
        var stored = await db.Alarms.Where(alarm => alarm.Matter == matter && alarm.State != AlarmState.Closed).ToListAsync(cancellation);
        return [.. db.Alarms.Local.Where(alarm => alarm.Matter == matter && !stored.Contains(alarm)).Concat(stored).Where(alarm => alarm.State != AlarmState.Closed).OrderBy(alarm => alarm.RaisedAt)];
    }
}
