namespace SmartCity.Protocols.Hj212;

/// <summary>Command codes (CN) of HJ 212-2017 table 9 that the hub or a station acts on. Others are carried as numbers.</summary>
public static class Hj212Cn
{
    /// <summary>Host sets OverTime and ReCount.</summary>
    public const int SetTimeouts = 1000;

    /// <summary>Host reads the device's clock.</summary>
    public const int ReadClock = 1011;

    /// <summary>Host sets the device's clock.</summary>
    public const int SetClock = 1012;

    /// <summary>Device asks to have its clock set (a notification).</summary>
    public const int AskClock = 1013;

    /// <summary>Host reads RtdInterval.</summary>
    public const int ReadRealtimeInterval = 1061;

    /// <summary>Host sets RtdInterval, 30..3600 seconds.</summary>
    public const int SetRealtimeInterval = 1062;

    /// <summary>Host reads MinInterval.</summary>
    public const int ReadMinuteInterval = 1063;

    /// <summary>Host sets MinInterval: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes.</summary>
    public const int SetMinuteInterval = 1064;

    /// <summary>Host sets the access password.</summary>
    public const int SetPassword = 1072;

    /// <summary>Real-time data: asked for by the host, uploaded by the device.</summary>
    public const int Realtime = 2011;

    /// <summary>Host stops the real-time data (a notification).</summary>
    public const int StopRealtime = 2012;

    /// <summary>Running state of devices, SBn-RS.</summary>
    public const int DeviceState = 2021;

    /// <summary>Data of a day.</summary>
    public const int Day = 2031;

    /// <summary>Running hours of devices in a day, SBn-RT.</summary>
    public const int RunHours = 2041;

    /// <summary>Data of MinInterval minutes.</summary>
    public const int Minute = 2051;

    /// <summary>Data of an hour.</summary>
    public const int Hour = 2061;

    /// <summary>Device tells when it was started.</summary>
    public const int Restarted = 2081;

    /// <summary>Unique numbers of the instruments.</summary>
    public const int InstrumentSerial = 3019;

    /// <summary>Site information: logs, states, parameters.</summary>
    public const int SiteInformation = 3020;

    /// <summary>Host sets a site parameter.</summary>
    public const int SetSiteParameter = 3021;

    /// <summary>Device acknowledges a request: QnRtn.</summary>
    public const int RequestAcknowledgement = 9011;

    /// <summary>Device reports how a request ended: ExeRtn.</summary>
    public const int ExecutionResult = 9012;

    /// <summary>Either side acknowledges a notification.</summary>
    public const int NotificationAcknowledgement = 9013;

    /// <summary>Either side acknowledges data.</summary>
    public const int DataAcknowledgement = 9014;

    /// <summary>Whether the command carries measurements when a device sends it.</summary>
    public static bool IsData(int cn) => cn is Realtime or Day or Minute or Hour;
}
