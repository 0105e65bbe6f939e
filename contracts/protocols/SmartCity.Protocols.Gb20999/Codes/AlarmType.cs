namespace SmartCity.Protocols.Gb20999;

/// <summary>What an alarm is about (15.2.2). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum AlarmType : byte
{
    /// <summary>信号灯报警</summary>
    Lamp = 0x10,

    /// <summary>检测器报警</summary>
    Detector = 0x30,

    /// <summary>设备故障报警</summary>
    Device = 0x40,

    /// <summary>工作环境异常报警</summary>
    Environment = 0x60,
}
