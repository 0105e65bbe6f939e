namespace SmartCity.Protocols.Gb20999;

/// <summary>Why a value could not be read or set: the one byte a 0x21 or 0x41 frame carries as value. GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum ValueError : byte
{
    /// <summary>值错误</summary>
    BadValue = 0x10,

    /// <summary>值长度错误</summary>
    WrongLength = 0x11,

    /// <summary>值越界</summary>
    OutOfRange = 0x12,

    /// <summary>值只读</summary>
    ReadOnly = 0x20,

    /// <summary>值不存在</summary>
    DoesNotExist = 0x30,

    /// <summary>一般错误</summary>
    General = 0x40,

    /// <summary>控制失败</summary>
    ControlFailed = 0x50,
}
