namespace SmartCity.Protocols.Jt808.Terminal;

/// <summary>车牌颜色 by JT/T 415-2006 5.4.12 (2011, 2013) and JT/T 697.7 (2019). Other values are kept as they come.</summary>
public enum PlateColour : byte
{
    /// <summary>Not yet registered: the vehicle identifier is its VIN.</summary>
    None = 0,
    /// <summary>蓝.</summary>
    Blue = 1,
    /// <summary>黄.</summary>
    Yellow = 2,
    /// <summary>黑.</summary>
    Black = 3,
    /// <summary>白.</summary>
    White = 4,
    /// <summary>绿 (newer terminals; not in JT/T 415-2006).</summary>
    Green = 5,
    /// <summary>其他.</summary>
    Other = 9,
}
