namespace SmartCity.Protocols.Gb20999;

/// <summary>How a detector senses vehicles (5.2.2). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum DetectorKind : byte
{
    /// <summary>线圈</summary>
    Loop = 0x01,

    /// <summary>视频</summary>
    Video = 0x02,

    /// <summary>地磁</summary>
    Geomagnetic = 0x03,

    /// <summary>微波</summary>
    Microwave = 0x04,

    /// <summary>超声波</summary>
    Ultrasonic = 0x05,

    /// <summary>红外</summary>
    Infrared = 0x06,
}
