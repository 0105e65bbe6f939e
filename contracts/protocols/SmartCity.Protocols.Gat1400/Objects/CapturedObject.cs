namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>What everything seen in a picture has in common: where it was seen, in which picture, by which device (GA/T 1400.3 annex A).</summary>
public abstract record CapturedObject
{
    /// <summary>0 other, 1 captured automatically, 2 by hand.</summary>
    [ViidField(Mandatory = true)]
    public int? InfoKind { get; set; }

    /// <summary>The picture or video it was taken from, 41 digits, see <see cref="Identifiers.MediaId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 41)]
    public string? SourceID { get; set; }

    /// <summary>The capturing device, 20 digits.</summary>
    [ViidField(MaxLength = 20)]
    public string? DeviceID { get; set; }

    /// <summary>Left edge in the picture, pixels.</summary>
    public int? LeftTopX { get; set; }

    /// <summary>Upper edge in the picture, pixels.</summary>
    public int? LeftTopY { get; set; }

    /// <summary>Right edge in the picture, pixels.</summary>
    public int? RightBtmX { get; set; }

    /// <summary>Lower edge in the picture, pixels.</summary>
    public int? RightBtmY { get; set; }

    /// <summary>The pictures sent along.</summary>
    public SubImageList? SubImageList { get; set; }
}
