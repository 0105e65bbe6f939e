namespace SmartCity.Protocols.Jt808.Location;

/// <summary>
/// 报警标志位 (2013: table 24). The first group is cleared by the terminal once the platform acknowledged it, the others
/// stand until the cause is gone. Bits the standard reserves are kept.
/// </summary>
[Flags]
public enum AlarmFlags : uint
{
    /// <summary>No alarm.</summary>
    None = 0,
    /// <summary>紧急报警: the driver pressed the button. Cleared on acknowledgement.</summary>
    Emergency = 1u << 0,
    /// <summary>超速报警.</summary>
    Overspeed = 1u << 1,
    /// <summary>疲劳驾驶.</summary>
    Fatigue = 1u << 2,
    /// <summary>危险预警. Cleared on acknowledgement.</summary>
    Danger = 1u << 3,
    /// <summary>GNSS 模块发生故障.</summary>
    GnssFault = 1u << 4,
    /// <summary>GNSS 天线未接或被剪断.</summary>
    GnssAntennaOpen = 1u << 5,
    /// <summary>GNSS 天线短路.</summary>
    GnssAntennaShort = 1u << 6,
    /// <summary>终端主电源欠压.</summary>
    LowPower = 1u << 7,
    /// <summary>终端主电源掉电.</summary>
    PowerLost = 1u << 8,
    /// <summary>终端 LCD 或显示器故障.</summary>
    DisplayFault = 1u << 9,
    /// <summary>TTS 模块故障.</summary>
    TtsFault = 1u << 10,
    /// <summary>摄像头故障.</summary>
    CameraFault = 1u << 11,
    /// <summary>道路运输证 IC 卡模块故障 (from 2013).</summary>
    CardReaderFault = 1u << 12,
    /// <summary>超速预警 (from 2013).</summary>
    OverspeedWarning = 1u << 13,
    /// <summary>疲劳驾驶预警 (from 2013).</summary>
    FatigueWarning = 1u << 14,
    /// <summary>当天累计驾驶超时.</summary>
    DailyDrivingTime = 1u << 18,
    /// <summary>超时停车.</summary>
    ParkedTooLong = 1u << 19,
    /// <summary>进出区域. Cleared on acknowledgement.</summary>
    RegionCrossed = 1u << 20,
    /// <summary>进出路线. Cleared on acknowledgement.</summary>
    RouteCrossed = 1u << 21,
    /// <summary>路段行驶时间不足/过长. Cleared on acknowledgement.</summary>
    SegmentTime = 1u << 22,
    /// <summary>路线偏离报警.</summary>
    OffRoute = 1u << 23,
    /// <summary>车辆 VSS 故障.</summary>
    SpeedSensorFault = 1u << 24,
    /// <summary>车辆油量异常.</summary>
    FuelAbnormal = 1u << 25,
    /// <summary>车辆被盗.</summary>
    Stolen = 1u << 26,
    /// <summary>车辆非法点火. Cleared on acknowledgement.</summary>
    IllegalIgnition = 1u << 27,
    /// <summary>车辆非法位移. Cleared on acknowledgement.</summary>
    IllegalMovement = 1u << 28,
    /// <summary>碰撞预警 (from 2013).</summary>
    Collision = 1u << 29,
    /// <summary>侧翻预警 (from 2013).</summary>
    Rollover = 1u << 30,
    /// <summary>非法开门报警 (from 2013). Cleared on acknowledgement.</summary>
    IllegalDoorOpening = 1u << 31,
}
