namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>What pictures, videos and files are described by alike (GA/T 1400.3 annex A).</summary>
public abstract record MediaInfo
{
    /// <summary>0 other, 1 captured automatically, 2 by hand.</summary>
    public int? InfoKind { get; set; }

    /// <summary>Kind of event the device analysed.</summary>
    public int? EventSort { get; set; }

    /// <summary>The capturing device, 20 digits.</summary>
    [ViidField(MaxLength = 20)]
    public string? DeviceID { get; set; }

    /// <summary>Where it can be fetched, a URI.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StoragePath { get; set; }

    /// <summary>MD5 of the file, hexadecimal.</summary>
    [ViidField(MaxLength = 64)]
    public string? FileHash { get; set; }

    /// <summary>Format.</summary>
    [ViidField(MaxLength = 6)]
    public string? FileFormat { get; set; }

    /// <summary>Title.</summary>
    [ViidField(MaxLength = 128)]
    public string? Title { get; set; }

    /// <summary>Second title.</summary>
    [ViidField(MaxLength = 128)]
    public string? TitleNote { get; set; }

    /// <summary>The operation it belongs to.</summary>
    [ViidField(MaxLength = 128)]
    public string? SpecialName { get; set; }

    /// <summary>Keywords, separated by semicolons.</summary>
    [ViidField(MaxLength = 200)]
    public string? Keyword { get; set; }

    /// <summary>Content, in words.</summary>
    [ViidField(MaxLength = 1024)]
    public string? ContentDescription { get; set; }

    /// <summary>Place, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? ShotPlaceCode { get; set; }

    /// <summary>Place, in words.</summary>
    [ViidField(MaxLength = 100)]
    public string? ShotPlaceFullAddress { get; set; }

    /// <summary>Degrees east.</summary>
    public double? ShotPlaceLongitude { get; set; }

    /// <summary>Degrees north.</summary>
    public double? ShotPlaceLatitude { get; set; }

    /// <summary>Secrecy, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? SecurityLevel { get; set; }

    /// <summary>Pixels.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels.</summary>
    public int? Height { get; set; }

    /// <summary>Quality, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? QualityGrade { get; set; }

    /// <summary>Who collected it.</summary>
    [ViidField(MaxLength = 50)]
    public string? CollectorName { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? CollectorOrg { get; set; }

    /// <summary>Who filed it.</summary>
    [ViidField(MaxLength = 50)]
    public string? EntryClerk { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? EntryClerkOrg { get; set; }

    /// <summary>When it was filed.</summary>
    public DateTimeOffset? EntryTime { get; set; }

    /// <summary>Bytes.</summary>
    public long? FileSize { get; set; }
}
