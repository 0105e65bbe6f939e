namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>Description of a piece of video (GA/T 1400.3 annex A).</summary>
public sealed record VideoSliceInfo : MediaInfo
{
    /// <summary>41 digits, see <see cref="Identifiers.MediaId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 41)]
    public string? VideoID { get; set; }

    /// <summary>Where it comes from, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? VideoSource { get; set; }

    /// <summary>Whether it is a summary.</summary>
    public bool? IsAbstractVideo { get; set; }

    /// <summary>The video it was made from.</summary>
    [ViidField(MaxLength = 41)]
    public string? OriginVideoID { get; set; }

    /// <summary>Where that can be fetched.</summary>
    [ViidField(MaxLength = 1024)]
    public string? OriginVideoURL { get; set; }

    /// <summary>Where its thumbnail can be fetched.</summary>
    [ViidField(MaxLength = 1024)]
    public string? ThumbnailStoragePath { get; set; }

    /// <summary>Coding, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CodedFormat { get; set; }

    /// <summary>0 silent, 1 with sound.</summary>
    public int? AudioFlag { get; set; }

    /// <summary>Coding of the sound, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? AudioCodedFormat { get; set; }

    /// <summary>Persons in it, separated by semicolons. Personal data.</summary>
    [ViidField(MaxLength = 256)]
    public string? MainCharacter { get; set; }

    /// <summary>Direction looked, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? HorizontalShotDirection { get; set; }

    /// <summary>1 up, 2 level, 3 down.</summary>
    [ViidField(MaxLength = 1)]
    public string? VerticalShotDirection { get; set; }

    /// <summary>Seconds.</summary>
    public double? VideoLen { get; set; }

    /// <summary>Begin.</summary>
    public DateTimeOffset? BeginTime { get; set; }

    /// <summary>End.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Its own clock less Beijing time, seconds.</summary>
    public int? TimeErr { get; set; }

    /// <summary>0 as taken, 1 processed.</summary>
    public int? VideoProcFlag { get; set; }
}
