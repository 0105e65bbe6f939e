namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>An article seen (GA/T 1400.3 annex A): collection <c>Things</c>.</summary>
public sealed record Thing : CapturedObject
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? ThingID { get; set; }

    /// <summary>When a person marked the place.</summary>
    public DateTimeOffset? LocationMarkTime { get; set; }

    /// <summary>When it came into the picture.</summary>
    public DateTimeOffset? AppearTime { get; set; }

    /// <summary>When it left the picture.</summary>
    public DateTimeOffset? DisAppearTime { get; set; }

    /// <summary>What it is called.</summary>
    [ViidField(MaxLength = 256)]
    public string? Name { get; set; }

    /// <summary>Shape.</summary>
    [ViidField(MaxLength = 64)]
    public string? Shape { get; set; }

    /// <summary>Colour, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Color { get; set; }

    /// <summary>Size, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? Size { get; set; }

    /// <summary>Material.</summary>
    [ViidField(MaxLength = 256)]
    public string? Material { get; set; }

    /// <summary>Features.</summary>
    [ViidField(MaxLength = 256)]
    public string? Characteristic { get; set; }

    /// <summary>What it is, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Property { get; set; }

    /// <summary>Its part in a case, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? InvolvedObjType { get; set; }

    /// <summary>Kind of arms, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? FirearmsAmmunitionType { get; set; }

    /// <summary>Kind of tool mark, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? ToolTraceType { get; set; }

    /// <summary>Kind of evidence, code.</summary>
    [ViidField(MaxLength = 5)]
    public string? EvidenceType { get; set; }

    /// <summary>Kind of evidence in the case, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? CaseEvidenceType { get; set; }
}
