namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A watch for a plate or a person (布控, GA/T 1400.3 annex A): collection <c>Dispositions</c>.</summary>
public sealed record Disposition
{
    /// <summary>33 digits, see <see cref="Identifiers.RequestId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? DispositionID { get; set; }

    /// <summary>Title.</summary>
    [ViidField(MaxLength = 256)]
    public string? Title { get; set; }

    /// <summary>1 person, 2 vehicle; open set.</summary>
    [ViidField(MaxLength = 4)]
    public string? DispositionCategory { get; set; }

    /// <summary>What is watched for: a plate, features. Personal data.</summary>
    [ViidField(MaxLength = 4000)]
    public string? TargetFeature { get; set; }

    /// <summary>A picture of it.</summary>
    [ViidField(MaxLength = 1024)]
    public string? TargetImageURI { get; set; }

    /// <summary>1 highest, 2, 3.</summary>
    public int? PriorityLevel { get; set; }

    /// <summary>Who asked.</summary>
    [ViidField(MaxLength = 50)]
    public string? ApplicantName { get; set; }

    /// <summary>How to reach them.</summary>
    [ViidField(MaxLength = 512)]
    public string? ApplicantInfo { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? ApplicantOrg { get; set; }

    /// <summary>From.</summary>
    public DateTimeOffset? BeginTime { get; set; }

    /// <summary>Until.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Filed.</summary>
    public DateTimeOffset? CreateTime { get; set; }

    /// <summary>0 watch, 1 withdraw.</summary>
    public int? OperateType { get; set; }

    /// <summary>0 watching, 1 withdrawn, 2 run out, 9 none.</summary>
    public int? DispositionStatus { get; set; }

    /// <summary>1 checkpoints, 2 areas.</summary>
    [ViidField(MaxLength = 1)]
    public string? DispositionRange { get; set; }

    /// <summary>The checkpoints, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? TollgateList { get; set; }

    /// <summary>The areas, GB/T 2260, separated by commas.</summary>
    [ViidField(MaxLength = 4000)]
    public string? DispositionArea { get; set; }

    /// <summary>Where notifications go.</summary>
    [ViidField(MaxLength = 1024)]
    public string? ReceiveAddr { get; set; }

    /// <summary>Who is told by message.</summary>
    [ViidField(MaxLength = 256)]
    public string? ReceiveMobile { get; set; }

    /// <summary>Why.</summary>
    [ViidField(MaxLength = 256)]
    public string? Reason { get; set; }

    /// <summary>Who withdrew it.</summary>
    [ViidField(MaxLength = 100)]
    public string? DispositionRemoveOrg { get; set; }

    /// <summary>Who withdrew it.</summary>
    [ViidField(MaxLength = 50)]
    public string? DispositionRemovePerson { get; set; }

    /// <summary>When it was withdrawn.</summary>
    public DateTimeOffset? DispositionRemoveTime { get; set; }

    /// <summary>Why it was withdrawn.</summary>
    [ViidField(MaxLength = 64)]
    public string? DispositionRemoveReason { get; set; }
}
