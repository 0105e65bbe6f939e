namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A capturing system, APS (采集系统, GA/T 1400.3-2017 A.3): collection <c>APSs</c>.</summary>
public sealed record CaptureSystem
{
    /// <summary>20 digits.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? ApsID { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 100)]
    public string? Name { get; set; }

    /// <summary>IPv4 address.</summary>
    [ViidField(MaxLength = 30)]
    public string? IPAddr { get; set; }

    /// <summary>IPv6 address.</summary>
    [ViidField(MaxLength = 64)]
    public string? IPV6Addr { get; set; }

    /// <summary>Port.</summary>
    public int? Port { get; set; }

    /// <summary>1 online, 2 offline, 9 other.</summary>
    [ViidField(MaxLength = 1)]
    public string? IsOnline { get; set; }
}
