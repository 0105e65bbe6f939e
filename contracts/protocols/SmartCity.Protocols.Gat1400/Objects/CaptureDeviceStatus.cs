namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>State of a capturing device (APEStatusObject, GA/T 1400.3 annex A).</summary>
public sealed record CaptureDeviceStatus
{
    /// <summary>The device.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? ApeID { get; set; }

    /// <summary>1 online, 2 offline, 9 other.</summary>
    [ViidField(MaxLength = 1)]
    public string? IsOnline { get; set; }

    /// <summary>When this was so.</summary>
    public DateTimeOffset? CurrentTime { get; set; }
}
