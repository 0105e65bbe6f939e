namespace SmartCity.Alarms.Records;

/// <summary>The order of the list: what rings, what is being dealt with, what is only to be known, what is over.</summary>
internal static class AlarmRank
{
    public const int LastRinging = 1;
    public const int Over = 6;

    public static int Of(Alarm alarm) => alarm switch
    {
        { Rings: true } => alarm.Severity == Severity.Emergency ? 0 : 1,
        { State: AlarmState.Acknowledged } => alarm.Severity == Severity.Emergency ? 2 : 3,
        { State: AlarmState.Closed, WantsAcknowledgement: true } => 4,
        { State: AlarmState.Open } => 5,
        _ => Over,
    };
}
