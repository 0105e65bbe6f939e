namespace SmartCity.Protocols.Gb20999;

/// <summary>What a lamp group speaks to (3.2.2). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum LampGroupKind : byte
{
    /// <summary>机动车灯组</summary>
    Vehicle = 0x01,

    /// <summary>非机动车灯组</summary>
    NonMotorVehicle = 0x02,

    /// <summary>行人灯组</summary>
    Pedestrian = 0x03,

    /// <summary>车道灯组</summary>
    Lane = 0x04,

    /// <summary>可变标志</summary>
    VariableSign = 0x05,

    /// <summary>公交专用</summary>
    Bus = 0x06,

    /// <summary>有轨电车专用</summary>
    Tram = 0x07,

    /// <summary>特殊</summary>
    Special = 0x08,
}
