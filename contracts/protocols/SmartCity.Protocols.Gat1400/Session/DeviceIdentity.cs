namespace SmartCity.Protocols.Gat1400.Session;

/// <summary>The body of Register, UnRegister and Keepalive (GA/T 1400.3 A.27 to A.29).</summary>
public sealed record DeviceIdentity
{
    /// <summary>Who registers, takes leave or is alive, 20 digits.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? DeviceID { get; set; }
}
