namespace SmartCity.Protocols.Jt808.Regions;

/// <summary>
/// 区域属性 (2013: table 58) and 路线属性 (table 67: bits 0 and 2–5 only). Bits 0 and 1 follow from whether a time window
/// and a speed rule are given and are set when encoding.
/// </summary>
[Flags]
public enum RegionAttributes : ushort
{
    /// <summary>None.</summary>
    None = 0,
    /// <summary>根据时间: a time window follows.</summary>
    Time = 1 << 0,
    /// <summary>限速: a speed rule follows.</summary>
    Speed = 1 << 1,
    /// <summary>进区域报警给驾驶员.</summary>
    EnterWarnsDriver = 1 << 2,
    /// <summary>进区域报警给平台.</summary>
    EnterWarnsPlatform = 1 << 3,
    /// <summary>出区域报警给驾驶员.</summary>
    LeaveWarnsDriver = 1 << 4,
    /// <summary>出区域报警给平台.</summary>
    LeaveWarnsPlatform = 1 << 5,
    /// <summary>南纬.</summary>
    South = 1 << 6,
    /// <summary>西经.</summary>
    West = 1 << 7,
    /// <summary>禁止开门 (from 2013).</summary>
    DoorsForbidden = 1 << 8,
    /// <summary>进区域关闭通信模块 (from 2013).</summary>
    RadioOff = 1 << 14,
    /// <summary>进区域采集 GNSS 详细定位数据 (from 2013).</summary>
    CollectGnss = 1 << 15,
}
