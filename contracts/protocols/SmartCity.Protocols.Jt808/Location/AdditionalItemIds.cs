namespace SmartCity.Protocols.Jt808.Location;

/// <summary>Ids of additional items (2013: table 27; 0x14 by JT/T 1078-2016). E1–FF are makers' own.</summary>
public static class AdditionalItemIds
{
    /// <summary>里程.</summary>
    public const byte Mileage = 0x01;
    /// <summary>油量.</summary>
    public const byte Fuel = 0x02;
    /// <summary>行驶记录速度.</summary>
    public const byte RecorderSpeed = 0x03;
    /// <summary>需人工确认的报警.</summary>
    public const byte AlarmToConfirm = 0x04;
    /// <summary>超速报警.</summary>
    public const byte Overspeed = 0x11;
    /// <summary>进出区域/路线.</summary>
    public const byte RegionCrossing = 0x12;
    /// <summary>路段行驶时间.</summary>
    public const byte SegmentTime = 0x13;
    /// <summary>视频相关报警.</summary>
    public const byte VideoAlarms = 0x14;
    /// <summary>扩展车辆信号.</summary>
    public const byte Signals = 0x25;
    /// <summary>IO 状态.</summary>
    public const byte IoStatus = 0x2A;
    /// <summary>模拟量.</summary>
    public const byte Analogue = 0x2B;
    /// <summary>信号强度.</summary>
    public const byte SignalStrength = 0x30;
    /// <summary>卫星数.</summary>
    public const byte Satellites = 0x31;
}
