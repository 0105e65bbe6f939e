namespace SmartCity.Contracts.Alarms;

/// <summary>An alarm was made out of an urgent event. Like all of these it stays at the node whose officers answer it.</summary>
/// <param name="AlarmId">Id of the alarm: the CloudEvents id of the event it was made from.</param>
/// <param name="Division">GB/T 2260 code of the event's division.</param>
/// <param name="UrgentType">Type name of that event.</param>
/// <param name="UrgentSubject">Its subject.</param>
/// <param name="Severity"><c>emergency</c> or <c>alarm</c>.</param>
/// <param name="Title">What happened, in Chinese.</param>
/// <param name="TitleEnglish">What happened, in English.</param>
/// <param name="Longitude">WGS-84 longitude, degrees; null when the event has no place.</param>
/// <param name="Latitude">WGS-84 latitude, degrees; null when the event has no place.</param>
/// <param name="Quiet">It is listed and does not ring.</param>
/// <param name="Account">Account of whoever is told first; null when nobody is on duty or it does not ring.</param>
/// <param name="AcknowledgeBy">Until when it is to be acknowledged; null when it does not ring.</param>
/// <param name="OccurredAt">When the event happened.</param>
/// <param name="At">When the alarm was raised.</param>
[EventType("alarms.alarm-raised.v1", Lane.Alarm)]
public sealed record AlarmRaised(
    string AlarmId, string Division, string UrgentType, string UrgentSubject, string Severity, string Title, string TitleEnglish,
    double? Longitude, double? Latitude, bool Quiet, string? Account, DateTimeOffset? AcknowledgeBy, DateTimeOffset OccurredAt, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>The same happened again while the alarm was there. Told of the first ten times, then at each doubling.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="Times">How often it has happened.</param>
/// <param name="At">When it happened last.</param>
[EventType("alarms.alarm-repeated.v1", Lane.Alarm)]
public sealed record AlarmRepeated(string AlarmId, string Division, long Times, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>Somebody acknowledged an alarm; it rings no more.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="Note">What they said; null for nothing.</param>
/// <param name="By">Account of whoever did it.</param>
/// <param name="At">When.</param>
[EventType("alarms.alarm-acknowledged.v1", Lane.Alarm)]
public sealed record AlarmAcknowledged(string AlarmId, string Division, string? Note, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>Nobody acknowledged an alarm in time: the next on the duty list is told.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="Step">Number of the step, the one told first being 1.</param>
/// <param name="Account">Account of whoever is told now.</param>
/// <param name="Supervisor">They are the supervisor of the shift.</param>
/// <param name="Severity"><c>emergency</c> or <c>alarm</c>.</param>
/// <param name="Title">What happened, in Chinese.</param>
/// <param name="AcknowledgeBy">Until when they have.</param>
/// <param name="At">When.</param>
[EventType("alarms.alarm-escalated.v1", Lane.Alarm)]
public sealed record AlarmEscalated(
    string AlarmId, string Division, int Step, string Account, bool Supervisor, string Severity, string Title, DateTimeOffset AcknowledgeBy, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>Everybody on the duty list was told and nobody acknowledged the alarm. It goes on ringing.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="Told">How many were told; 0 when nobody is on duty.</param>
/// <param name="Severity"><c>emergency</c> or <c>alarm</c>.</param>
/// <param name="Title">What happened, in Chinese.</param>
/// <param name="At">When.</param>
[EventType("alarms.alarm-unanswered.v1", Lane.Alarm)]
public sealed record AlarmUnanswered(string AlarmId, string Division, int Told, string Severity, string Title, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>Somebody wrote a note to an alarm.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="Note">The note.</param>
/// <param name="By">Account of whoever wrote it.</param>
/// <param name="At">When.</param>
[EventType("alarms.alarm-noted.v1", Lane.Alarm)]
public sealed record AlarmNoted(string AlarmId, string Division, string Note, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}

/// <summary>An alarm is over.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Division">Its division.</param>
/// <param name="EndedBy">CloudEvents id of the event that ended it; null when somebody closed it, or time did.</param>
/// <param name="Note">Why; null for nothing said.</param>
/// <param name="By">Account of whoever closed it, <c>system</c> when nobody did.</param>
/// <param name="At">When.</param>
[EventType("alarms.alarm-closed.v1", Lane.Alarm)]
public sealed record AlarmClosed(string AlarmId, string Division, string? EndedBy, string? Note, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarms/" + AlarmId;
}
