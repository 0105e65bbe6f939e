namespace SmartCity.Protocols.Gat1400;

/// <summary>The collections of /VIID (GA/T 1400.4 chapter 7). The name is the path's last part.</summary>
public enum ViidCollection
{
    /// <summary>Capturing devices.</summary>
    APEs,

    /// <summary>Capturing systems.</summary>
    APSs,

    /// <summary>Checkpoints.</summary>
    Tollgates,

    /// <summary>Lanes.</summary>
    Lanes,

    /// <summary>Pieces of video.</summary>
    VideoSlices,

    /// <summary>Pictures.</summary>
    Images,

    /// <summary>Files.</summary>
    Files,

    /// <summary>Persons.</summary>
    Persons,

    /// <summary>Faces.</summary>
    Faces,

    /// <summary>Motor vehicles.</summary>
    MotorVehicles,

    /// <summary>Other vehicles.</summary>
    NonMotorVehicles,

    /// <summary>Articles.</summary>
    Things,

    /// <summary>Scenes.</summary>
    Scenes,

    /// <summary>Cases.</summary>
    Cases,

    /// <summary>Watches.</summary>
    Dispositions,

    /// <summary>Hits of watches.</summary>
    DispositionNotifications,

    /// <summary>Subscriptions.</summary>
    Subscribes,

    /// <summary>Notifications of subscriptions.</summary>
    SubscribeNotifications,
}

/// <summary>Paths, headers and content types of GA/T 1400.4.</summary>
public static class ViidPaths
{
    /// <summary>Register; challenged with Digest.</summary>
    public const string Register = "/VIID/System/Register";

    /// <summary>Take leave; challenged with Digest.</summary>
    public const string UnRegister = "/VIID/System/UnRegister";

    /// <summary>Alive.</summary>
    public const string Keepalive = "/VIID/System/Keepalive";

    /// <summary>The library's time.</summary>
    public const string Time = "/VIID/System/Time";

    /// <summary>The header every request bears: the 20 digits of the caller.</summary>
    public const string UserIdentify = "User-Identify";

    /// <summary>What bodies are sent as.</summary>
    public const string ContentType = "application/VIID+JSON";

    /// <summary>The path of a collection: <c>/VIID/MotorVehicles</c>.</summary>
    public static string Of(ViidCollection collection) => "/VIID/" + collection;

    /// <summary>The path of one object.</summary>
    public static string Of(ViidCollection collection, string id) => $"/VIID/{collection}/{Uri.EscapeDataString(id)}";

    /// <summary>The path of the bytes of a picture, video or file.</summary>
    public static string DataOf(ViidCollection collection, string id) => Of(collection, id) + "/Data";

    /// <summary>True for the content types devices send JSON under, with or without a charset; also for none at all.</summary>
    public static bool IsJson(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.IsEmpty || type.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Equals("text/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("text/plain", StringComparison.OrdinalIgnoreCase);
    }
}
