namespace SmartCity.Protocols.Gb20999;

/// <summary>What the controller did because of a fault (16.2.4). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum FaultAction : byte
{
    /// <summary>无动作</summary>
    None = 0x00,

    /// <summary>切换到黄闪</summary>
    YellowFlash = 0x10,

    /// <summary>切换到关灯</summary>
    LampsOff = 0x20,

    /// <summary>切换到全红</summary>
    AllRed = 0x30,

    /// <summary>切换到本地定周期</summary>
    LocalFixedCycle = 0x40,

    /// <summary>切换到本地协调</summary>
    LocalCoordinated = 0x50,

    /// <summary>切换到本地感应</summary>
    LocalActuated = 0x60,
}
