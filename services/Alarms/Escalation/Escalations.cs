using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Records;
using SmartCity.Contracts.Alarms;

namespace SmartCity.Alarms.Escalation;

/// <summary>What happens to an alarm whose time has come. Pure.</summary>
internal static class Escalations
{
    /// <summary>The next on the list who has not been told; when all were, that is said once and it goes on ringing. A new shift is told again.</summary>
    /// <param name="alarm">The alarm, ringing.</param>
    /// <param name="onDuty">Who is on duty now, in their order.</param>
    /// <param name="within">How long whoever is told has.</param>
    /// <param name="now">When.</param>
    public static (AlarmChange Change, DutyEntry? Told) Next(Alarm alarm, IReadOnlyList<DutyEntry> onDuty, TimeSpan within, DateTimeOffset now)
    {
        var due = now + within;
        if (onDuty.FirstOrDefault(entry => !alarm.AllTold.Contains(entry.Account)) is { } next)
        {
            var after = alarm with { Step = alarm.Step + 1, Told = Alarm.Join(alarm.AllTold.Append(next.Account)), Due = due, UnansweredAt = null };
            return (AlarmChange.Of(alarm, after, now, (AlarmWhat.Escalated, next.Account, null), new AlarmEscalated(
                alarm.Id, alarm.Division, after.Step, next.Account, next.Position == DutyEntry.Supervisor, Alarm.Name(alarm.Severity), alarm.Title, due, now)), next);
        }
        if (alarm.UnansweredAt is not null)
            return (AlarmChange.Of(alarm, alarm with { Due = due }, now, null, null), null);
        return (AlarmChange.Of(alarm, alarm with { Due = due, UnansweredAt = now }, now, (AlarmWhat.Unanswered, AlarmWhat.System, null),
            new AlarmUnanswered(alarm.Id, alarm.Division, alarm.AllTold.Count, Alarm.Name(alarm.Severity), alarm.Title, now)), null);
    }
}
