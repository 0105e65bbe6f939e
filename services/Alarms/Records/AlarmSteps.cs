using SmartCity.Contracts.Alarms;

namespace SmartCity.Alarms.Records;

/// <summary>What may be done to an alarm. Pure: an alarm and a time make a change.</summary>
internal static class AlarmSteps
{
    /// <summary>A new alarm.</summary>
    /// <param name="alarm">The alarm, quiet or not.</param>
    /// <param name="first">Account of whoever is told first; null when nobody is on duty.</param>
    /// <param name="within">How long they have.</param>
    /// <param name="closesAfter">When a quiet one that nothing ends is closed.</param>
    public static AlarmChange Raise(Alarm alarm, string? first, TimeSpan within, TimeSpan closesAfter)
    {
        var now = alarm.RaisedAt;
        var told = alarm.Rings ? first : null;
        var by = alarm.Rings ? now + within : (DateTimeOffset?)null;
        var after = alarm with
        {
            Step = told is null ? 0 : 1,
            Told = told ?? "",
            Due = by ?? (alarm.Lasts ? null : now + closesAfter),
        };
        return AlarmChange.Of(null, after, now, (AlarmWhat.Raised, told ?? AlarmWhat.System, alarm.QuietBecause), new AlarmRaised(
            alarm.Id, alarm.Division, alarm.Type, alarm.Subject, Alarm.Name(alarm.Severity), alarm.Title, alarm.TitleEnglish,
            alarm.Longitude, alarm.Latitude, alarm.QuietBecause is not null, told, by, alarm.OccurredAt, now));
    }

    /// <summary>It happened again, perhaps to another part.</summary>
    public static AlarmChange Repeat(Alarm alarm, string part, string? detail, DateTimeOffset now)
    {
        var times = alarm.Times + 1;
        var parts = part.Length == 0 || alarm.AllParts.Contains(part) ? alarm.Parts : Alarm.Join(alarm.AllParts.Append(part));
        var after = alarm with { Times = times, LastAt = now, Parts = parts, Detail = detail ?? alarm.Detail };
        var told = times <= 10 || long.IsPow2(times);
        return AlarmChange.Of(alarm, after, now, told ? (AlarmWhat.Repeated, AlarmWhat.System, detail) : null, told ? new AlarmRepeated(alarm.Id, alarm.Division, times, now) : null);
    }

    /// <summary>A part of it is well again, or the whole; with the last part it is over.</summary>
    public static AlarmChange End(Alarm alarm, string part, string eventId, DateTimeOffset now)
    {
        var left = alarm.AllParts.Where(other => other != part).ToList();
        return left.Count > 0
            ? AlarmChange.Of(alarm, alarm with { Parts = Alarm.Join(left) }, now, null, null)
            : Over(alarm with { Parts = "", EndedBy = eventId }, alarm, AlarmWhat.System, null, now);
    }

    /// <summary>Somebody saw it. An alarm that is over may still be acknowledged, once.</summary>
    public static AlarmChange Acknowledge(Alarm alarm, string by, string? note, TimeSpan closesAfter, DateTimeOffset now)
    {
        var open = alarm.State == AlarmState.Open;
        var after = alarm with
        {
            State = open ? AlarmState.Acknowledged : alarm.State,
            AcknowledgedBy = by,
            AcknowledgedAt = now,
            Due = !open || alarm.Lasts ? null : now + closesAfter,
        };
        return AlarmChange.Of(alarm, after, now, (AlarmWhat.Acknowledged, by, note), new AlarmAcknowledged(alarm.Id, alarm.Division, note, by, now));
    }

    /// <summary>Somebody closed it; that they saw it goes without saying.</summary>
    public static AlarmChange Close(Alarm alarm, string by, string? note, DateTimeOffset now)
    {
        var seen = alarm.WantsAcknowledgement && by != AlarmWhat.System ? alarm with { AcknowledgedBy = by, AcknowledgedAt = now } : alarm;
        return Over(seen, alarm, by, note, now);
    }

    /// <summary>Somebody wrote something to it.</summary>
    public static AlarmChange Note(Alarm alarm, string by, string note, DateTimeOffset now) =>
        AlarmChange.Of(alarm, alarm, now, (AlarmWhat.Noted, by, note), new AlarmNoted(alarm.Id, alarm.Division, note, by, now));

    private static AlarmChange Over(Alarm after, Alarm before, string by, string? note, DateTimeOffset now) =>
        AlarmChange.Of(before, after with { State = AlarmState.Closed, ClosedAt = now, ClosedBy = by, Due = null }, now,
            (AlarmWhat.Closed, by, note), new AlarmClosed(after.Id, after.Division, after.EndedBy, note, by, now));
}
