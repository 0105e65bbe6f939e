using SmartCity.Protocols.Gat1400.Json;
using SmartCity.Protocols.Gat1400.Objects;
using SmartCity.Protocols.Gat1400.Session;

namespace SmartCity.Protocols.Gat1400;

/// <summary>Every message of GA/T 1400.4, by the path it travels on.</summary>
public static class ViidMessages
{
    /// <summary>POST /VIID/System/Register.</summary>
    public static ViidMessage<DeviceIdentity> Register { get; } = One<DeviceIdentity>("Register", value => value.DeviceID);

    /// <summary>POST /VIID/System/UnRegister.</summary>
    public static ViidMessage<DeviceIdentity> UnRegister { get; } = One<DeviceIdentity>("UnRegister", value => value.DeviceID);

    /// <summary>POST /VIID/System/Keepalive.</summary>
    public static ViidMessage<DeviceIdentity> Keepalive { get; } = One<DeviceIdentity>("Keepalive", value => value.DeviceID);

    /// <summary>GET /VIID/System/Time, the answer.</summary>
    public static ViidMessage<SystemTime> Time { get; } = One<SystemTime>("SystemTime", value => value.VIIDServerID);

    /// <summary>Answers: one <c>ResponseStatusObject</c>, or a <c>ResponseStatusListObject</c> with one row for each object sent.</summary>
    public static ViidMessage<ResponseStatus> Status { get; } = Many<ResponseStatus>("ResponseStatus", value => value.Id);

    /// <summary>/VIID/APEs.</summary>
    public static ViidMessage<CaptureDevice> CaptureDevices { get; } = Many<CaptureDevice>("APE", value => value.ApeID);

    /// <summary>/VIID/APSs.</summary>
    public static ViidMessage<CaptureSystem> CaptureSystems { get; } = Many<CaptureSystem>("APS", value => value.ApsID);

    /// <summary>/VIID/Tollgates.</summary>
    public static ViidMessage<Tollgate> Tollgates { get; } = Many<Tollgate>("Tollgate", value => value.TollgateID);

    /// <summary>/VIID/Lanes; a lane is known by its checkpoint and its own number.</summary>
    public static ViidMessage<Lane> Lanes { get; } = Many<Lane>("Lane", value => value.TollgateID is null ? null : $"{value.TollgateID}-{value.LaneId}");

    /// <summary>/VIID/VideoSlices.</summary>
    public static ViidMessage<VideoSlice> VideoSlices { get; } = Bare<VideoSlice>("VideoSlice", value => value.VideoSliceInfo?.VideoID);

    /// <summary>/VIID/Images.</summary>
    public static ViidMessage<Image> Images { get; } = Bare<Image>("Image", value => value.ImageInfo?.ImageID);

    /// <summary>/VIID/Files.</summary>
    public static ViidMessage<FileItem> Files { get; } = Bare<FileItem>("File", value => value.FileInfo?.FileID);

    /// <summary>/VIID/Persons.</summary>
    public static ViidMessage<Person> Persons { get; } = Many<Person>("Person", value => value.PersonID);

    /// <summary>/VIID/Faces.</summary>
    public static ViidMessage<Face> Faces { get; } = Many<Face>("Face", value => value.FaceID);

    /// <summary>/VIID/MotorVehicles.</summary>
    public static ViidMessage<MotorVehicle> MotorVehicles { get; } = Many<MotorVehicle>("MotorVehicle", value => value.MotorVehicleID);

    /// <summary>/VIID/NonMotorVehicles.</summary>
    public static ViidMessage<NonMotorVehicle> NonMotorVehicles { get; } = Many<NonMotorVehicle>("NonMotorVehicle", value => value.NonMotorVehicleID);

    /// <summary>/VIID/Things.</summary>
    public static ViidMessage<Thing> Things { get; } = Many<Thing>("Thing", value => value.ThingID);

    /// <summary>/VIID/Scenes.</summary>
    public static ViidMessage<Scene> Scenes { get; } = Many<Scene>("Scene", value => value.SceneID);

    /// <summary>/VIID/Cases.</summary>
    public static ViidMessage<Case> Cases { get; } = Many<Case>("Case", value => value.CaseInfo?.CaseID);

    /// <summary>/VIID/Dispositions.</summary>
    public static ViidMessage<Disposition> Dispositions { get; } = Many<Disposition>("Disposition", value => value.DispositionID);

    /// <summary>/VIID/DispositionNotifications.</summary>
    public static ViidMessage<DispositionNotification> DispositionNotifications { get; } =
        Many<DispositionNotification>("DispositionNotification", value => value.NotificationID);

    /// <summary>/VIID/Subscribes.</summary>
    public static ViidMessage<Subscription> Subscribes { get; } = Many<Subscription>("Subscribe", value => value.SubscribeID);

    /// <summary>/VIID/SubscribeNotifications.</summary>
    public static ViidMessage<SubscribeNotification> SubscribeNotifications { get; } =
        Many<SubscribeNotification>("SubscribeNotification", value => value.NotificationID);

    private static ViidMessage<T> One<T>(string name, Func<T, string?> idOf) where T : class =>
        new(new(null, name + "Object", [], [name]), idOf);

    private static ViidMessage<T> Many<T>(string name, Func<T, string?> idOf) where T : class =>
        new(new(name + "ListObject", name + "Object", [name + "List", name + "ObjectList", name + "s"], [name]), idOf);

    // Pictures, videos and files stand in their list without "Object" behind their name (GA/T 1400.3 annex C).
    private static ViidMessage<T> Bare<T>(string name, Func<T, string?> idOf) where T : class =>
        new(new(name + "ListObject", name, [name + "List", name + "ObjectList", name + "s"], [name + "Object"]), idOf);
}
