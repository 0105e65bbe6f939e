namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A face seen (GA/T 1400.3-2017 A.9): collection <c>Faces</c>.</summary>
public sealed record Face : PersonDescription
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? FaceID { get; set; }

    /// <summary>When the face came into the picture.</summary>
    public DateTimeOffset? FaceAppearTime { get; set; }

    /// <summary>When the face left the picture.</summary>
    public DateTimeOffset? FaceDisAppearTime { get; set; }

    /// <summary>When the picture was taken.</summary>
    public DateTimeOffset? ShotTime { get; set; }

    /// <summary>1 level, 2 slightly turned, 3 profile, 4 looking up, 5 looking down.</summary>
    public int? Attitude { get; set; }

    /// <summary>Likeness to another, 0 to 1.</summary>
    public double? Similaritydegree { get; set; }

    /// <summary>Eyebrows, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? EyebrowStyle { get; set; }

    /// <summary>Nose, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? NoseStyle { get; set; }

    /// <summary>Beard, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? MustacheStyle { get; set; }

    /// <summary>Lips, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? LipStyle { get; set; }

    /// <summary>Wrinkles, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? WrinklePouch { get; set; }

    /// <summary>Blemishes, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? AcneStain { get; set; }

    /// <summary>Freckles, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? FreckleBirthmark { get; set; }

    /// <summary>Scars, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? ScarDimple { get; set; }

    /// <summary>Others, code.</summary>
    [ViidField(MaxLength = 32)]
    public string? OtherFeature { get; set; }
}
