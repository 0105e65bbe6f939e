namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record PersonList
{
    /// <summary>The items.</summary>
    public List<Person>? PersonObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record FaceList
{
    /// <summary>The items.</summary>
    public List<Face>? FaceObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record MotorVehicleList
{
    /// <summary>The items.</summary>
    public List<MotorVehicle>? MotorVehicleObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record NonMotorVehicleList
{
    /// <summary>The items.</summary>
    public List<NonMotorVehicle>? NonMotorVehicleObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record ThingList
{
    /// <summary>The items.</summary>
    public List<Thing>? ThingObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record SceneList
{
    /// <summary>The items.</summary>
    public List<Scene>? SceneObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record DeviceList
{
    /// <summary>The items.</summary>
    public List<CaptureDevice>? APEObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record DeviceStatusList
{
    /// <summary>The items.</summary>
    public List<CaptureDeviceStatus>? APEStatusObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record CaptureSystemList
{
    /// <summary>The items.</summary>
    public List<CaptureSystem>? APSObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record TollgateList
{
    /// <summary>The items.</summary>
    public List<Tollgate>? TollgateObject { get; set; }
}

/// <summary>A list inside another object, as the standard wraps it.</summary>
public sealed record LaneList
{
    /// <summary>The items.</summary>
    public List<Lane>? LaneObject { get; set; }
}
