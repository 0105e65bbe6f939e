namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A picture with what was found in it (GA/T 1400.3 annex C): collection <c>Images</c>.</summary>
public sealed record Image
{
    /// <summary>The picture.</summary>
    [ViidField(Mandatory = true)]
    public ImageInfo? ImageInfo { get; set; }

    /// <summary>Persons in it.</summary>
    public PersonList? PersonList { get; set; }

    /// <summary>Faces in it.</summary>
    public FaceList? FaceList { get; set; }

    /// <summary>Motor vehicles in it.</summary>
    public MotorVehicleList? MotorVehicleList { get; set; }

    /// <summary>Other vehicles in it.</summary>
    public NonMotorVehicleList? NonMotorVehicleList { get; set; }

    /// <summary>Articles in it.</summary>
    public ThingList? ThingList { get; set; }

    /// <summary>Scenes in it.</summary>
    public SceneList? SceneList { get; set; }

    /// <summary>The picture itself; base64 on the wire.</summary>
    public byte[]? Data { get; set; }
}
