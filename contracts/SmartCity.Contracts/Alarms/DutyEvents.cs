namespace SmartCity.Contracts.Alarms;

/// <summary>The duty list of a division was replaced.</summary>
/// <param name="ImportId">The import; one import may replace the lists of several divisions.</param>
/// <param name="Division">The division.</param>
/// <param name="Entries">How many entries it has now; 0 when it was removed.</param>
/// <param name="By">Account of whoever did it, <c>settings</c> for the file of the settings.</param>
/// <param name="At">When.</param>
[EventType("alarms.duty-list-imported.v1", Lane.Normal)]
public sealed record DutyListImported(string ImportId, string Division, int Entries, string By, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "duty-lists/" + Division;
}

/// <summary>The rules that say which events ring were replaced.</summary>
/// <param name="Version">Their number.</param>
/// <param name="Rules">The rules in their order, each <c>pattern division action</c>.</param>
/// <param name="By">Account of whoever did it.</param>
/// <param name="Division">Division of the node.</param>
/// <param name="At">When.</param>
[EventType("alarms.rules-changed.v1", Lane.Normal)]
public sealed record RulesChanged(int Version, IReadOnlyList<string> Rules, string By, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarm-rules/" + Division;
}

/// <summary>Somebody asked for a test of a target of notifications.</summary>
/// <param name="Target">Name of the target.</param>
/// <param name="By">Account of whoever asked.</param>
/// <param name="Division">Division of the node.</param>
/// <param name="At">When.</param>
[EventType("alarms.notification-tested.v1", Lane.Normal)]
public sealed record NotificationTested(string Target, string By, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarm-targets/" + Target;
}

/// <summary>A notification was given up: every attempt failed.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="AlarmId">The alarm; null for a test.</param>
/// <param name="Target">Name of the target.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What went wrong last.</param>
/// <param name="Division">Division of the node.</param>
/// <param name="At">When.</param>
[EventType("alarms.notification-failed.v1", Lane.Normal)]
public sealed record NotificationFailed(string DeliveryId, string? AlarmId, string Target, int Attempts, string Error, string Division, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "alarm-targets/" + Target;
}
