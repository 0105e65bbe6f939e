namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>Description of a file (<c>FileInfo</c>, GA/T 1400.3 annex A; the name would hide System.IO.FileInfo).</summary>
public sealed record FileItemInfo : MediaInfo
{
    /// <summary>41 digits, see <see cref="Identifiers.MediaId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 41)]
    public string? FileID { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 256)]
    public string? FileName { get; set; }

    /// <summary>Where it comes from, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Source { get; set; }

    /// <summary>Who handed it in (the standard's spelling).</summary>
    [ViidField(MaxLength = 50)]
    public string? SubmiterName { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? SubmiterOrg { get; set; }
}
