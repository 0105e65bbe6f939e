namespace SmartCity.Protocols.Gb20999;

/// <summary>How a crossing is controlled (13.2.2, 17.4.1, 11.2.5). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum ControlMode : byte
{
    /// <summary>无</summary>
    None = 0x00,

    /// <summary>中心控制</summary>
    Centre = 0x10,

    /// <summary>中心日计划控制</summary>
    CentreTimetable = 0x11,

    /// <summary>中心优化控制</summary>
    CentreOptimised = 0x12,

    /// <summary>中心协调控制</summary>
    CentreCoordinated = 0x13,

    /// <summary>中心自适应控制</summary>
    CentreAdaptive = 0x14,

    /// <summary>中心手动控制</summary>
    CentreManual = 0x15,

    /// <summary>本地控制</summary>
    Local = 0x20,

    /// <summary>本地定周期控制</summary>
    LocalFixedCycle = 0x21,

    /// <summary>本地感应控制</summary>
    LocalActuated = 0x22,

    /// <summary>本地协调控制</summary>
    LocalCoordinated = 0x23,

    /// <summary>本地自适应控制</summary>
    LocalAdaptive = 0x24,

    /// <summary>本地手动控制</summary>
    LocalManual = 0x25,

    /// <summary>特殊控制</summary>
    Special = 0x30,

    /// <summary>黄闪控制</summary>
    YellowFlash = 0x31,

    /// <summary>全红控制</summary>
    AllRed = 0x32,

    /// <summary>关灯控制</summary>
    LampsOff = 0x33,
}
