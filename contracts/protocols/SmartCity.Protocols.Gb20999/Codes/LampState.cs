namespace SmartCity.Protocols.Gb20999;

/// <summary>What a lamp group shows (3.3.1, 4.2.x). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum LampState : byte
{
    /// <summary>无</summary>
    None = 0x00,

    /// <summary>灭灯</summary>
    Off = 0x01,

    /// <summary>红灯</summary>
    Red = 0x10,

    /// <summary>红闪</summary>
    RedFlashing = 0x11,

    /// <summary>红快闪</summary>
    RedFastFlashing = 0x12,

    /// <summary>绿灯</summary>
    Green = 0x20,

    /// <summary>绿闪</summary>
    GreenFlashing = 0x21,

    /// <summary>绿快闪</summary>
    GreenFastFlashing = 0x22,

    /// <summary>黄灯</summary>
    Yellow = 0x30,

    /// <summary>黄闪</summary>
    YellowFlashing = 0x31,

    /// <summary>黄快闪</summary>
    YellowFastFlashing = 0x32,

    /// <summary>红黄</summary>
    RedYellow = 0x40,
}
