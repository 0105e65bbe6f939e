namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A hit of a watch (GA/T 1400.3 annex A): collection <c>DispositionNotifications</c>.</summary>
public sealed record DispositionNotification
{
    /// <summary>33 digits, see <see cref="Identifiers.RequestId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? NotificationID { get; set; }

    /// <summary>The watch that was hit.</summary>
    [ViidField(Mandatory = true, MaxLength = 33)]
    public string? DispositionID { get; set; }

    /// <summary>Title.</summary>
    [ViidField(MaxLength = 256)]
    public string? Title { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset? TriggerTime { get; set; }

    /// <summary>What was seen.</summary>
    [ViidField(MaxLength = 48)]
    public string? CntObjectID { get; set; }

    /// <summary>The person seen.</summary>
    public Person? PersonObject { get; set; }

    /// <summary>The vehicle seen.</summary>
    public MotorVehicle? MotorVehicleObject { get; set; }
}
