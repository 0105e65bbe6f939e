namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>Description of a case (GA/T 1400.3 annex A).</summary>
public sealed record CaseInfo
{
    /// <summary>The case.</summary>
    [ViidField(Mandatory = true, MaxLength = 30)]
    public string? CaseID { get; set; }

    /// <summary>Its number in the police's system.</summary>
    [ViidField(MaxLength = 23)]
    public string? CaseLinkMark { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 256)]
    public string? CaseName { get; set; }

    /// <summary>What happened.</summary>
    [ViidField(MaxLength = 4000)]
    public string? CaseAbstract { get; set; }

    /// <summary>A clue.</summary>
    [ViidField(MaxLength = 64)]
    public string? ClueID { get; set; }

    /// <summary>Latest it can have happened.</summary>
    public DateTimeOffset? TimeUpLimit { get; set; }

    /// <summary>Earliest it can have happened.</summary>
    public DateTimeOffset? TimeLowLimit { get; set; }

    /// <summary>Filed.</summary>
    public DateTimeOffset? CreateTime { get; set; }

    /// <summary>Place, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? PlaceCode { get; set; }

    /// <summary>Place, in words.</summary>
    [ViidField(MaxLength = 100)]
    public string? PlaceFullAddress { get; set; }

    /// <summary>Suspects.</summary>
    public int? SuspectNumber { get; set; }

    /// <summary>Witnesses.</summary>
    [ViidField(MaxLength = 1024)]
    public string? WitnessIDs { get; set; }

    /// <summary>Who filed it.</summary>
    [ViidField(MaxLength = 50)]
    public string? CreatorName { get; set; }

    /// <summary>Their document's kind.</summary>
    [ViidField(MaxLength = 3)]
    public string? CreatorIDType { get; set; }

    /// <summary>Their document's number.</summary>
    [ViidField(MaxLength = 30)]
    public string? CreatorID { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? CreatorOrg { get; set; }

    /// <summary>Degrees east.</summary>
    public double? Longitude { get; set; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; set; }

    /// <summary>Motor vehicles, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? MotorVehicleIDs { get; set; }

    /// <summary>Other vehicles, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? NonMotorVehicleIDs { get; set; }

    /// <summary>Persons, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? PersonIDs { get; set; }

    /// <summary>Faces, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? FaceIDs { get; set; }

    /// <summary>Articles, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? ThingIDs { get; set; }

    /// <summary>Files, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? FileIDs { get; set; }

    /// <summary>Scenes, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? SceneIDs { get; set; }

    /// <summary>Cases that go with it.</summary>
    [ViidField(MaxLength = 4000)]
    public string? RelateCaseIdList { get; set; }

    /// <summary>The case above it.</summary>
    [ViidField(MaxLength = 30)]
    public string? ParentCaseId { get; set; }

    /// <summary>1 open, 2 closed.</summary>
    public int? State { get; set; }
}
