namespace SmartCity.Protocols.Gat1400.Session;

/// <summary>The answer to GET /VIID/System/Time (GA/T 1400.3 annex A).</summary>
public sealed record SystemTime
{
    /// <summary>The library that tells the time.</summary>
    [ViidField(MaxLength = 20)]
    public string? VIIDServerID { get; set; }

    /// <summary>1 network time, 2 manual.</summary>
    [ViidField(MaxLength = 1)]
    public string? TimeMode { get; set; }

    /// <summary>Beijing time.</summary>
    [ViidField(Mandatory = true)]
    public DateTimeOffset? LocalTime { get; set; }

    /// <summary><c>Asia/Shanghai</c> here.</summary>
    [ViidField(MaxLength = 64)]
    public string? TimeZone { get; set; }
}
