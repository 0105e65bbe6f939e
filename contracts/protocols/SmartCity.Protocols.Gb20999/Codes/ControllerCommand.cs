namespace SmartCity.Protocols.Gb20999;

/// <summary>What the command pipe can order (18.1). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum ControllerCommand : byte
{
    /// <summary>取消命令</summary>
    Cancel = 0x00,

    /// <summary>黄闪</summary>
    YellowFlash = 0x01,

    /// <summary>全红</summary>
    AllRed = 0x02,

    /// <summary>开灯</summary>
    LampsOn = 0x03,

    /// <summary>关灯</summary>
    LampsOff = 0x04,

    /// <summary>重启</summary>
    Restart = 0x05,
}
