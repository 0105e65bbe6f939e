namespace SmartCity.Protocols.Gb20999;

/// <summary>How a controller and its centre talk (2.3.3, 2.9.3). GB/T 20999-2017 annex A. An open set: a controller may send others.</summary>
public enum TransportKind : byte
{
    /// <summary>TCP</summary>
    Tcp = 0x01,

    /// <summary>UDP</summary>
    Udp = 0x02,

    /// <summary>RS-232</summary>
    Serial = 0x03,
}
