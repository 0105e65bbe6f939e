namespace SmartCity.Simulators.Gb28181;

/// <summary>What became of a camera, for whoever runs it.</summary>
public enum CameraEventKind
{
    Registered,
    RegistrationRefused,
    PlatformSilent,
    Unregistered,
    KeepaliveAnswered,
    KeepaliveUnanswered,
    AlarmSent,
    AlarmConfirmed,
    CallRinging,
    CallAnswered,
    CallEstablished,
    CallEnded,
    Subscribed,
    SubscriptionEnded,
    Controlled,
}

/// <param name="Kind">What happened.</param>
/// <param name="Detail">Which channel, event or command; empty when there is none.</param>
public sealed record CameraEvent(CameraEventKind Kind, string Detail = "");
