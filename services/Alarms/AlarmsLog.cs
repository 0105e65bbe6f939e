using Microsoft.Extensions.Logging;

namespace SmartCity.Alarms;

/// <summary>Log messages of the module, ids 1900–1999.</summary>
internal static partial class AlarmsLog
{
    [LoggerMessage(1901, LogLevel.Warning, "Alarm {AlarmId} ({Type}) rings in {Division}; {Told} on duty told first")]
    public static partial void Raised(ILogger logger, string alarmId, string type, string division, int told);

    [LoggerMessage(1902, LogLevel.Warning, "Alarm {AlarmId} was not acknowledged in time: step {Step}")]
    public static partial void Escalated(ILogger logger, string alarmId, int step);

    [LoggerMessage(1903, LogLevel.Error, "Alarm {AlarmId} was acknowledged by nobody on the duty list of {Division}; it goes on ringing")]
    public static partial void Unanswered(ILogger logger, string alarmId, string division);

    [LoggerMessage(1904, LogLevel.Warning, "Notification {DeliveryId} to {Target} failed at attempt {Attempt}: {Error}")]
    public static partial void NotificationFailed(ILogger logger, string deliveryId, string target, int attempt, string error);

    [LoggerMessage(1905, LogLevel.Information, "The duty list of {Divisions} has {Entries} entries, from {Source}")]
    public static partial void DutyListLoaded(ILogger logger, string divisions, int entries, string source);
}
