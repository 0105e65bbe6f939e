namespace SmartCity.Protocols.Gb20999;

/// <summary>What kind of vehicle a detector saw last (5.3.4). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum VehicleKind : byte
{
    /// <summary>无</summary>
    None = 0x00,

    /// <summary>小型车</summary>
    Small = 0x01,

    /// <summary>中型车</summary>
    Medium = 0x02,

    /// <summary>大型车</summary>
    Large = 0x03,

    /// <summary>公交车</summary>
    Bus = 0x04,

    /// <summary>有轨电车</summary>
    Tram = 0x05,

    /// <summary>特殊车辆</summary>
    Special = 0x06,
}
