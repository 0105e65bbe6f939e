namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A person seen (GA/T 1400.3-2017 A.8): collection <c>Persons</c>.</summary>
public sealed record Person : PersonDescription
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? PersonID { get; set; }

    /// <summary>When the person came into the picture.</summary>
    public DateTimeOffset? PersonAppearTime { get; set; }

    /// <summary>When the person left the picture.</summary>
    public DateTimeOffset? PersonDisAppearTime { get; set; }

    /// <summary>Employer.</summary>
    [ViidField(MaxLength = 100)]
    public string? PersonOrg { get; set; }

    /// <summary>Tallest the person may be, cm.</summary>
    public int? HeightUpLimit { get; set; }

    /// <summary>Shortest the person may be, cm.</summary>
    public int? HeightLowerLimit { get; set; }

    /// <summary>Build, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? BodyType { get; set; }

    /// <summary>Posture, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Gesture { get; set; }

    /// <summary>State, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Status { get; set; }

    /// <summary>Marks, codes.</summary>
    [ViidField(MaxLength = 70)]
    public string? BodyFeature { get; set; }

    /// <summary>Habitual movement, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? HabitualMovement { get; set; }

    /// <summary>Behaviour, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Behavior { get; set; }

    /// <summary>Behaviour, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? BehaviorDescription { get; set; }

    /// <summary>Things carried, codes.</summary>
    [ViidField(MaxLength = 128)]
    public string? Appendant { get; set; }

    /// <summary>Things carried, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? AppendantDescription { get; set; }

    /// <summary>Colour of the umbrella, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? UmbrellaColor { get; set; }

    /// <summary>Colour of the scarf, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ScarfColor { get; set; }

    /// <summary>Bag, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? BagStyle { get; set; }

    /// <summary>Colour of the bag, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? BagColor { get; set; }

    /// <summary>Upper garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CoatStyle { get; set; }

    /// <summary>Length of the upper garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CoatLength { get; set; }

    /// <summary>Colour of the upper garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CoatColor { get; set; }

    /// <summary>Lower garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? TrousersStyle { get; set; }

    /// <summary>Length of the lower garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? TrousersLen { get; set; }

    /// <summary>Colour of the lower garment, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? TrousersColor { get; set; }

    /// <summary>Shoes, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ShoesStyle { get; set; }

    /// <summary>Colour of the shoes, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ShoesColor { get; set; }
}
