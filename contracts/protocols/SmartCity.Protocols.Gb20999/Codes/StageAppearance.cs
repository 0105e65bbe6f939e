namespace SmartCity.Protocols.Gb20999;

/// <summary>Whether a stage appears in every cycle (9.2.8). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum StageAppearance : byte
{
    /// <summary>无</summary>
    None = 0x00,

    /// <summary>固定出现</summary>
    Fixed = 0x10,

    /// <summary>按需求出现</summary>
    OnDemand = 0x20,
}
