namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A bicycle, tricycle or cart passing (GA/T 1400.3-2017 A.10): collection <c>NonMotorVehicles</c>.</summary>
public sealed record NonMotorVehicle : VehicleDescription
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? NonMotorVehicleID { get; set; }

    /// <summary>Kind of vehicle.</summary>
    [ViidField(MaxLength = 3)]
    public string? VehicleType { get; set; }

    /// <summary>The checkpoint, when there is one.</summary>
    [ViidField(MaxLength = 20)]
    public string? TollgateID { get; set; }

    /// <summary>Lane.</summary>
    public int? LaneNo { get; set; }
}
