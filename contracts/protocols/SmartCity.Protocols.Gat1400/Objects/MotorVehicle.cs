namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A motor vehicle passing (GA/T 1400.3-2017 A.11): collection <c>MotorVehicles</c>.</summary>
public sealed record MotorVehicle : VehicleDescription
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? MotorVehicleID { get; set; }

    /// <summary>The checkpoint (卡口).</summary>
    [ViidField(MaxLength = 20)]
    public string? TollgateID { get; set; }

    /// <summary>When it passed, by the device's clock: store the time of receipt beside it.</summary>
    public DateTimeOffset? PassTime { get; set; }

    /// <summary>Lane, 1 the leftmost in the direction of travel.</summary>
    public int? LaneNo { get; set; }

    /// <summary>Direction of travel, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Direction { get; set; }

    /// <summary>The road.</summary>
    [ViidField(MaxLength = 64)]
    public string? NameOfPassedRoad { get; set; }

    /// <summary>Near picture.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StorageUrl1 { get; set; }

    /// <summary>Plate picture.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StorageUrl2 { get; set; }

    /// <summary>Far picture.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StorageUrl3 { get; set; }

    /// <summary>Composed picture.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StorageUrl4 { get; set; }

    /// <summary>Thumbnail.</summary>
    [ViidField(MaxLength = 1024)]
    public string? StorageUrl5 { get; set; }

    /// <summary>Kind of vehicle, GA/T 16.4: K33 saloon, H11 heavy lorry.</summary>
    [ViidField(MaxLength = 3)]
    public string? VehicleClass { get; set; }

    /// <summary>Model.</summary>
    [ViidField(MaxLength = 32)]
    public string? VehicleModel { get; set; }

    /// <summary>Year of the model.</summary>
    [ViidField(MaxLength = 16)]
    public string? VehicleStyles { get; set; }

    /// <summary>0 dark, 1 light.</summary>
    [ViidField(MaxLength = 1)]
    public string? VehicleColorDepth { get; set; }

    /// <summary>Where it was hit, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? HitMarkInfo { get; set; }

    /// <summary>The body, in words.</summary>
    [ViidField(MaxLength = 128)]
    public string? VehicleBodyDesc { get; set; }

    /// <summary>Things at the windscreen, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? VehicleFrontItem { get; set; }

    /// <summary>Things at the windscreen, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? DescOfFrontItem { get; set; }

    /// <summary>Things at the rear, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? VehicleRearItem { get; set; }

    /// <summary>Things at the rear, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? DescOfRearItem { get; set; }

    /// <summary>People inside.</summary>
    public int? NumOfPassenger { get; set; }

    /// <summary>0 up, 1 down.</summary>
    public int? Sunvisor { get; set; }

    /// <summary>0 not worn, 1 worn.</summary>
    public int? SafetyBelt { get; set; }

    /// <summary>0 not on the telephone, 1 on the telephone.</summary>
    public int? Calling { get; set; }

    /// <summary>Whether the vehicle is suspicious.</summary>
    public bool? IsSuspicious { get; set; }

    /// <summary>How sure the reading of the plate is, 0 to 100.</summary>
    [ViidField(MaxLength = 3)]
    public string? PlateReliability { get; set; }

    /// <summary>The same for each character: <c>湘-80,D-90</c>.</summary>
    [ViidField(MaxLength = 64)]
    public string? PlateCharReliability { get; set; }

    /// <summary>How sure the make is, 0 to 100.</summary>
    [ViidField(MaxLength = 3)]
    public string? BrandReliability { get; set; }
}
