namespace SmartCity.Protocols.Gat1400.Session;

/// <summary>The answer to one object (GA/T 1400.3-2017 A.26).</summary>
public sealed record ResponseStatus
{
    /// <summary>The object answered, or the device.</summary>
    [ViidField(MaxLength = 64)]
    public string? Id { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? LocalTime { get; set; }

    /// <summary>The path asked.</summary>
    [ViidField(MaxLength = 1024)]
    public string? RequestURL { get; set; }

    /// <summary>What became of it.</summary>
    [ViidField(Mandatory = true)]
    public StatusCode? StatusCode { get; set; }

    /// <summary>The same in words.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StatusString { get; set; }
}
