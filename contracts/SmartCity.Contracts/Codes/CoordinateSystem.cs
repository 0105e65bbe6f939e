namespace SmartCity.Contracts.Codes;

/// <summary>The coordinate systems positions arrive in. Every stored position is WGS-84; conversion happens at the edge.</summary>
public enum CoordinateSystem : byte
{
    /// <summary>WGS-84: satellite receivers, JT/T 808, most GB/T 28181.</summary>
    Wgs84 = 0,

    /// <summary>GCJ-02: public map data and their labels; in Hengyang 655 to 670 m off WGS-84.</summary>
    Gcj02 = 1,

    /// <summary>CGCS2000: city management components (GB/T 30428.2). Equal to WGS-84 within a decimetre, taken as equal.</summary>
    Cgcs2000 = 2,

    /// <summary>BD-09: Baidu's maps, a further shift over GCJ-02.</summary>
    Bd09 = 3,
}
