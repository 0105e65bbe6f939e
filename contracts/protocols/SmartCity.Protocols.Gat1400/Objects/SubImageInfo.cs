namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A picture sent along with an object (GA/T 1400.3-2017 C.6).</summary>
public sealed record SubImageInfo
{
    /// <summary>The picture, 41 digits, see <see cref="Identifiers.MediaId"/>.</summary>
    [ViidField(MaxLength = 41)]
    public string? ImageID { get; set; }

    /// <summary>Kind of event the device analysed, its own numbering.</summary>
    public int? EventSort { get; set; }

    /// <summary>The capturing device, 20 digits.</summary>
    [ViidField(MaxLength = 20)]
    public string? DeviceID { get; set; }

    /// <summary>Where the picture can be fetched, a URI.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StoragePath { get; set; }

    /// <summary>01 whole vehicle, 02 plate, 09 and 10 person, 11 face, 14 scene; open set.</summary>
    [ViidField(MaxLength = 2)]
    public string? Type { get; set; }

    /// <summary><c>Jpeg</c> and others.</summary>
    [ViidField(MaxLength = 6)]
    public string? FileFormat { get; set; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? ShotTime { get; set; }

    /// <summary>Pixels.</summary>
    public int? Width { get; set; }

    /// <summary>Pixels.</summary>
    public int? Height { get; set; }

    /// <summary>The picture itself; base64 on the wire. Personal data: never into logs.</summary>
    public byte[]? Data { get; set; }
}
