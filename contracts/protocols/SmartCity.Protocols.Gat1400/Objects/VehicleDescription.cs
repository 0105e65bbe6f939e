namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>What motor vehicles and others are described by alike (GA/T 1400.3-2017 A.10 and A.11).</summary>
public abstract record VehicleDescription : CapturedObject
{
    /// <summary>When a person marked its place.</summary>
    public DateTimeOffset? MarkTime { get; set; }

    /// <summary>When it came into the picture.</summary>
    public DateTimeOffset? AppearTime { get; set; }

    /// <summary>When it left the picture.</summary>
    public DateTimeOffset? DisappearTime { get; set; }

    /// <summary>Whether it bears a plate.</summary>
    public bool? HasPlate { get; set; }

    /// <summary>Kind of plate, GA/T 16.7: 01 large car, 02 small car, 51 and 52 new energy; 99 other.</summary>
    [ViidField(MaxLength = 2)]
    public string? PlateClass { get; set; }

    /// <summary>1 black, 2 white, 4 blue, 5 yellow, 6 green; 99 other (GA/T 1400.3 annex B, devices differ).</summary>
    [ViidField(MaxLength = 2)]
    public string? PlateColor { get; set; }

    /// <summary>The plate. Personal data: never into logs.</summary>
    [ViidField(MaxLength = 15)]
    public string? PlateNo { get; set; }

    /// <summary>A trailer's plate.</summary>
    [ViidField(MaxLength = 15)]
    public string? PlateNoAttach { get; set; }

    /// <summary>Words on the plate.</summary>
    [ViidField(MaxLength = 64)]
    public string? PlateDescribe { get; set; }

    /// <summary>Whether the plate is a forgery.</summary>
    public bool? IsDecked { get; set; }

    /// <summary>Whether the plate was altered.</summary>
    public bool? IsAltered { get; set; }

    /// <summary>Whether the plate is covered.</summary>
    public bool? IsCovered { get; set; }

    /// <summary>km/h.</summary>
    public double? Speed { get; set; }

    /// <summary>Driving state, GA/T 16 code.</summary>
    [ViidField(MaxLength = 4)]
    public string? DrivingStatusCode { get; set; }

    /// <summary>What it is used for, GA/T 16.3.</summary>
    [ViidField(MaxLength = 3)]
    public string? UsingPropertiesCode { get; set; }

    /// <summary>Make.</summary>
    [ViidField(MaxLength = 32)]
    public string? VehicleBrand { get; set; }

    /// <summary>Length, mm.</summary>
    public int? VehicleLength { get; set; }

    /// <summary>Width, mm.</summary>
    public int? VehicleWidth { get; set; }

    /// <summary>Height, mm.</summary>
    public int? VehicleHeight { get; set; }

    /// <summary>Colour of the body, GA/T 16.8.</summary>
    [ViidField(MaxLength = 2)]
    public string? VehicleColor { get; set; }

    /// <summary>Bonnet, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleHood { get; set; }

    /// <summary>Boot, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleTrunk { get; set; }

    /// <summary>Wheels, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleWheel { get; set; }

    /// <summary>Tread of the tyres, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? WheelPrintedPattern { get; set; }

    /// <summary>Windows, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleWindow { get; set; }

    /// <summary>Roof, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleRoof { get; set; }

    /// <summary>Doors, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleDoor { get; set; }

    /// <summary>Sides, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? SideOfVehicle { get; set; }

    /// <summary>Body, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? CarOfVehicle { get; set; }

    /// <summary>Mirrors, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? RearviewMirror { get; set; }

    /// <summary>Chassis, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleChassis { get; set; }

    /// <summary>Covering, in words.</summary>
    [ViidField(MaxLength = 64)]
    public string? VehicleShielding { get; set; }

    /// <summary>Tint of the windows: 0 dark, 1 light, 2 none.</summary>
    [ViidField(MaxLength = 2)]
    public string? FilmColor { get; set; }

    /// <summary>Whether it was rebuilt.</summary>
    public bool? IsModified { get; set; }
}
