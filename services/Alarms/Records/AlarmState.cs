namespace SmartCity.Alarms.Records;

/// <summary>Where an alarm stands.</summary>
internal enum AlarmState : byte
{
    /// <summary>Nobody acknowledged it; it rings unless it is quiet.</summary>
    Open,

    /// <summary>Somebody did; what it tells of may go on.</summary>
    Acknowledged,

    /// <summary>Over.</summary>
    Closed,
}

/// <summary>How urgent an alarm is: the lane of its event.</summary>
internal enum Severity : byte
{
    Emergency,
    Alarm,
}
