namespace SmartCity.Protocols.Gat1400.Session;

/// <summary>The body of Register, UnRegister and Keepalive (GA/T 1400.3 annex A).</summary>
public sealed record DeviceIdentity
{
    /// <summary>Who registers, takes leave or is alive, 20 digits.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? DeviceID { get; set; }
}
