namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A notification of a subscription (GA/T 1400.3-2017 A.20): collection <c>SubscribeNotifications</c>.</summary>
public sealed record SubscribeNotification
{
    /// <summary>33 digits, see <see cref="Identifiers.RequestId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? NotificationID { get; set; }

    /// <summary>The subscription.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? SubscribeID { get; set; }

    /// <summary>Title.</summary>
    [ViidField(MaxLength = 256)]
    public string? Title { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? TriggerTime { get; set; }

    /// <summary>Ids of what is sent, separated by commas.</summary>
    [ViidField(MaxLength = 65536)]
    public string? InfoIDs { get; set; }

    /// <summary>1 added, 2 changed, 3 removed.</summary>
    [ViidField(MaxLength = 1)]
    public string? ExecuteOperation { get; set; }

    /// <summary>Capturing devices.</summary>
    public DeviceList? DeviceList { get; set; }

    /// <summary>States of capturing devices.</summary>
    public DeviceStatusList? DeviceStatusList { get; set; }

    /// <summary>Capturing systems.</summary>
    public CaptureSystemList? APSObjectList { get; set; }

    /// <summary>Checkpoints.</summary>
    public TollgateList? TollgateObjectList { get; set; }

    /// <summary>Lanes.</summary>
    public LaneList? LaneObjectList { get; set; }

    /// <summary>Persons.</summary>
    public PersonList? PersonObjectList { get; set; }

    /// <summary>Faces.</summary>
    public FaceList? FaceObjectList { get; set; }

    /// <summary>Motor vehicles.</summary>
    public MotorVehicleList? MotorVehicleObjectList { get; set; }

    /// <summary>Other vehicles.</summary>
    public NonMotorVehicleList? NonMotorVehicleObjectList { get; set; }

    /// <summary>Articles.</summary>
    public ThingList? ThingObjectList { get; set; }

    /// <summary>Scenes.</summary>
    public SceneList? SceneObjectList { get; set; }
}
