namespace SmartCity.Protocols.Jt808.Location;

/// <summary>状态位 (2013: table 25). Bits the standard reserves are kept.</summary>
[Flags]
public enum StatusFlags : uint
{
    /// <summary>Engine off, not located, north, east, in service.</summary>
    None = 0,
    /// <summary>ACC 开.</summary>
    EngineOn = 1u << 0,
    /// <summary>定位: the position is a fix.</summary>
    Located = 1u << 1,
    /// <summary>南纬.</summary>
    South = 1u << 2,
    /// <summary>西经.</summary>
    West = 1u << 3,
    /// <summary>停运状态.</summary>
    OutOfService = 1u << 4,
    /// <summary>经纬度已经保密插件加密: shifted by the secrecy plug-in, so no longer WGS-84.</summary>
    CoordinatesEncrypted = 1u << 5,
    /// <summary>Bits 8–9 载重: 00 empty, 01 half, 11 full (from 2013).</summary>
    LoadMask = 3u << 8,
    /// <summary>车辆油路断开.</summary>
    FuelCut = 1u << 10,
    /// <summary>车辆电路断开.</summary>
    CircuitCut = 1u << 11,
    /// <summary>车门加锁.</summary>
    DoorsLocked = 1u << 12,
    /// <summary>门 1 开, front.</summary>
    Door1Open = 1u << 13,
    /// <summary>门 2 开, middle.</summary>
    Door2Open = 1u << 14,
    /// <summary>门 3 开, rear.</summary>
    Door3Open = 1u << 15,
    /// <summary>门 4 开, driver's.</summary>
    Door4Open = 1u << 16,
    /// <summary>门 5 开, the maker's own.</summary>
    Door5Open = 1u << 17,
    /// <summary>使用 GPS 卫星进行定位.</summary>
    Gps = 1u << 18,
    /// <summary>使用北斗卫星进行定位.</summary>
    BeiDou = 1u << 19,
    /// <summary>使用 GLONASS 卫星进行定位.</summary>
    Glonass = 1u << 20,
    /// <summary>使用 Galileo 卫星进行定位.</summary>
    Galileo = 1u << 21,
}
