namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A capturing device, APE (采集设备, GA/T 1400.3-2017 A.1): collection <c>APEs</c>.</summary>
public sealed record CaptureDevice
{
    /// <summary>20 digits.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? ApeID { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 100)]
    public string? Name { get; set; }

    /// <summary>Model.</summary>
    [ViidField(MaxLength = 100)]
    public string? Model { get; set; }

    /// <summary>IPv4 address.</summary>
    [ViidField(MaxLength = 30)]
    public string? IPAddr { get; set; }

    /// <summary>IPv6 address.</summary>
    [ViidField(MaxLength = 64)]
    public string? IPV6Addr { get; set; }

    /// <summary>Port.</summary>
    public int? Port { get; set; }

    /// <summary>Degrees east; which datum, the device does not say.</summary>
    public double? Longitude { get; set; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; set; }

    /// <summary>Place, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? PlaceCode { get; set; }

    /// <summary>Place, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? Place { get; set; }

    /// <summary>The unit in charge, GA/T 380.</summary>
    [ViidField(MaxLength = 12)]
    public string? OrgCode { get; set; }

    /// <summary>0 from in front, 1 from behind.</summary>
    public int? CapDirection { get; set; }

    /// <summary>Direction watched, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? MonitorDirection { get; set; }

    /// <summary>Area watched, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? MonitorAreaDesc { get; set; }

    /// <summary>1 online, 2 offline, 9 other.</summary>
    [ViidField(MaxLength = 1)]
    public string? IsOnline { get; set; }

    /// <summary>The capturing system it belongs to.</summary>
    [ViidField(MaxLength = 20)]
    public string? OwnerApsID { get; set; }

    /// <summary>User for reaching it.</summary>
    [ViidField(MaxLength = 64)]
    public string? UserId { get; set; }

    /// <summary>Password for reaching it. A secret: never into logs or lists.</summary>
    [ViidField(MaxLength = 32)]
    public string? Password { get; set; }

    /// <summary>What it can do: 1 vehicles, 2 persons, 3 both.</summary>
    [ViidField(MaxLength = 16)]
    public string? FunctionType { get; set; }

    /// <summary>What it watches, codes.</summary>
    [ViidField(MaxLength = 16)]
    public string? PositionType { get; set; }
}
