namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>Description of a picture (GA/T 1400.3 annex A).</summary>
public sealed record ImageInfo : MediaInfo
{
    /// <summary>41 digits, see <see cref="Identifiers.MediaId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 41)]
    public string? ImageID { get; set; }

    /// <summary>Where it comes from, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ImageSource { get; set; }

    /// <summary>The video it was taken from.</summary>
    [ViidField(MaxLength = 41)]
    public string? SourceVideoID { get; set; }

    /// <summary>The picture it was made from.</summary>
    [ViidField(MaxLength = 41)]
    public string? OriginImageID { get; set; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? ShotTime { get; set; }

    /// <summary>Direction looked, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? HorizontalShotDirection { get; set; }

    /// <summary>1 up, 2 level, 3 down.</summary>
    [ViidField(MaxLength = 1)]
    public string? VerticalShotDirection { get; set; }

    /// <summary>0 as taken, 1 processed.</summary>
    public int? ImageProcFlag { get; set; }
}
