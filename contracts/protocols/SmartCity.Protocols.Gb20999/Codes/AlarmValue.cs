namespace SmartCity.Protocols.Gb20999;

/// <summary>What an environment alarm reports (15.2.3). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum AlarmValue : byte
{
    /// <summary>电压异常</summary>
    Voltage = 0x10,

    /// <summary>电压过高</summary>
    VoltageHigh = 0x11,

    /// <summary>电压过低</summary>
    VoltageLow = 0x12,

    /// <summary>断电</summary>
    PowerCut = 0x13,

    /// <summary>温度异常</summary>
    Temperature = 0x20,

    /// <summary>温度过高</summary>
    TemperatureHigh = 0x21,

    /// <summary>温度过低</summary>
    TemperatureLow = 0x22,

    /// <summary>湿度异常</summary>
    Humidity = 0x30,

    /// <summary>湿度过高</summary>
    HumidityHigh = 0x31,

    /// <summary>湿度过低</summary>
    HumidityLow = 0x32,

    /// <summary>烟雾</summary>
    Smoke = 0x40,

    /// <summary>震动移动</summary>
    Movement = 0x50,

    /// <summary>水浸</summary>
    Water = 0x60,

    /// <summary>机柜门打开</summary>
    Door = 0x70,

    /// <summary>前门打开</summary>
    FrontDoor = 0x71,

    /// <summary>后门打开</summary>
    BackDoor = 0x72,

    /// <summary>左门打开</summary>
    LeftDoor = 0x74,

    /// <summary>右门打开</summary>
    RightDoor = 0x78,
}
