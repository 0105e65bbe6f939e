namespace SmartCity.Protocols.Hj212;

/// <summary>QnRtn of 9011 (HJ 212-2017 table 7). An open set: other numbers are kept.</summary>
public enum Hj212RequestReturn
{
    /// <summary>Ready to execute.</summary>
    Ready = 1,

    /// <summary>The request is refused.</summary>
    Refused = 2,

    /// <summary>PW is wrong.</summary>
    WrongPw = 3,

    /// <summary>MN is wrong.</summary>
    WrongMn = 4,

    /// <summary>ST is wrong.</summary>
    WrongSt = 5,

    /// <summary>Flag is wrong.</summary>
    WrongFlag = 6,

    /// <summary>QN is wrong.</summary>
    WrongQn = 7,

    /// <summary>CN is wrong.</summary>
    WrongCn = 8,

    /// <summary>The check is wrong.</summary>
    WrongCrc = 9,

    /// <summary>An unknown error.</summary>
    Unknown = 100,
}

/// <summary>ExeRtn of 9012 (HJ 212-2017 table 6). An open set: other numbers are kept.</summary>
public enum Hj212ExecutionReturn
{
    /// <summary>Done.</summary>
    Succeeded = 1,

    /// <summary>Failed, the cause unknown.</summary>
    Failed = 2,

    /// <summary>A condition of the command is wrong.</summary>
    WrongCondition = 3,

    /// <summary>The instrument did not answer in time.</summary>
    TimedOut = 4,

    /// <summary>The device is busy.</summary>
    Busy = 5,

    /// <summary>The device is at fault.</summary>
    SystemFault = 6,

    /// <summary>There are no such data.</summary>
    NoData = 100,
}
