namespace SmartCity.Protocols.Gb28181.Manscdp;

/// <summary>The root element of a MANSCDP document (GB/T 28181-2016 and -2022 annex A.2.2).</summary>
public enum ManscdpKind : byte
{
    /// <summary>Asks for something; answered by a Response with the same SN in another MESSAGE.</summary>
    Query,

    /// <summary>Answers a Query, a Control or an Alarm.</summary>
    Response,

    /// <summary>Tells something unasked: a keepalive, an alarm, a position.</summary>
    Notify,

    /// <summary>Commands a device.</summary>
    Control,
}

/// <summary>The names of commands that this library has types for (annex A.2).</summary>
public static class ManscdpCommands
{
#pragma warning disable CS1591 // Each constant is the command of that name.
    public const string Keepalive = "Keepalive";
    public const string Catalog = "Catalog";
    public const string DeviceInfo = "DeviceInfo";
    public const string DeviceStatus = "DeviceStatus";
    public const string RecordInfo = "RecordInfo";
    public const string Alarm = "Alarm";
    public const string MobilePosition = "MobilePosition";
    public const string DeviceControl = "DeviceControl";
#pragma warning restore CS1591

    /// <summary>The Content-Type of a document in a MESSAGE or NOTIFY.</summary>
    public const string ContentType = "Application/MANSCDP+xml";
}

/// <summary>What the first line of a written document declares. The bytes are GB 18030 for the first two, which holds GB 2312 whole.</summary>
public enum ManscdpEncoding : byte
{
    /// <summary>GB2312, as the 2016 edition wants.</summary>
    Gb2312,

    /// <summary>GB18030, as the 2022 edition wants (6.10).</summary>
    Gb18030,

    /// <summary>UTF-8, for peers that speak nothing else.</summary>
    Utf8,

    /// <summary>Declares GB2312 and sends UTF-8: what some devices do. For simulators.</summary>
    Utf8DeclaredAsGb2312,
}
