namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A subscription (GA/T 1400.3-2017 A.19): collection <c>Subscribes</c>.</summary>
public sealed record Subscription
{
    /// <summary>33 digits, see <see cref="Identifiers.RequestId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? SubscribeID { get; set; }

    /// <summary>Title.</summary>
    [ViidField(MaxLength = 256)]
    public string? Title { get; set; }

    /// <summary>What is wanted: numbers of <see cref="SubscribedKind"/>, separated by commas.</summary>
    [ViidField(Mandatory = true, MaxLength = 256)]
    public string? SubscribeDetail { get; set; }

    /// <summary>Whose: ids of devices or systems, separated by commas; empty for all.</summary>
    [ViidField(MaxLength = 4000)]
    public string? ResourceURI { get; set; }

    /// <summary>What the ids are: 0 checkpoint, 1 device, 4 another view library.</summary>
    public int? ResourceClass { get; set; }

    /// <summary>Who asked.</summary>
    [ViidField(MaxLength = 50)]
    public string? ApplicantName { get; set; }

    /// <summary>Their unit.</summary>
    [ViidField(MaxLength = 100)]
    public string? ApplicantOrg { get; set; }

    /// <summary>From.</summary>
    public DateTimeOffset? BeginTime { get; set; }

    /// <summary>Until.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Where notifications go.</summary>
    [ViidField(MaxLength = 1024)]
    public string? ReceiveAddr { get; set; }

    /// <summary>Seconds between notifications; 0 or less at once.</summary>
    public int? ReportInterval { get; set; }

    /// <summary>Why.</summary>
    [ViidField(MaxLength = 256)]
    public string? Reason { get; set; }

    /// <summary>0 subscribe, 1 cancel.</summary>
    public int? OperateType { get; set; }

    /// <summary>0 running, 1 cancelled, 2 run out, 9 none.</summary>
    public int? SubscribeStatus { get; set; }

    /// <summary>Who cancelled it.</summary>
    [ViidField(MaxLength = 100)]
    public string? SubscribeCancelOrg { get; set; }

    /// <summary>Who cancelled it.</summary>
    [ViidField(MaxLength = 50)]
    public string? SubscribeCancelPerson { get; set; }

    /// <summary>When it was cancelled.</summary>
    public DateTimeOffset? CancelTime { get; set; }

    /// <summary>Why it was cancelled.</summary>
    [ViidField(MaxLength = 64)]
    public string? CancelReason { get; set; }

    /// <summary>Which pictures are wanted; -1 none.</summary>
    [ViidField(MaxLength = 64)]
    public string? ResultImageDeclare { get; set; }

    /// <summary>Which feature vectors are wanted; -1 none.</summary>
    public int? ResultFeatureDeclare { get; set; }

    /// <summary>A label wanted.</summary>
    [ViidField(MaxLength = 64)]
    public string? TabID { get; set; }
}
