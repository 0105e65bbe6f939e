namespace SmartCity.Protocols.Gb20999;

/// <summary>What failed (16.2.2). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum FaultType : byte
{
    /// <summary>绿冲突故障</summary>
    GreenConflict = 0x10,

    /// <summary>红绿冲突故障</summary>
    GreenRedConflict = 0x11,

    /// <summary>红灯故障</summary>
    RedLamp = 0x20,

    /// <summary>黄灯故障</summary>
    YellowLamp = 0x21,

    /// <summary>绿灯故障</summary>
    GreenLamp = 0x22,

    /// <summary>通信故障</summary>
    Communication = 0x30,

    /// <summary>自检故障</summary>
    SelfTest = 0x40,

    /// <summary>检测器故障</summary>
    Detector = 0x41,

    /// <summary>继电器故障</summary>
    Relay = 0x42,

    /// <summary>存储器故障</summary>
    Memory = 0x43,

    /// <summary>时钟故障</summary>
    Clock = 0x44,

    /// <summary>主板故障</summary>
    MainBoard = 0x45,

    /// <summary>相位板故障</summary>
    PhaseBoard = 0x46,

    /// <summary>检测器板故障</summary>
    DetectorBoard = 0x47,

    /// <summary>配置故障</summary>
    Configuration = 0x50,

    /// <summary>控制响应故障</summary>
    ControlResponse = 0x70,
}
