namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>The scene of an event (GA/T 1400.3 annex A): collection <c>Scenes</c>.</summary>
public sealed record Scene : CapturedObject
{
    /// <summary>48 digits, see <see cref="Identifiers.ObjectId"/>.</summary>
    [ViidField(Mandatory = true, MaxLength = 48)]
    public string? SceneID { get; set; }

    /// <summary>When observation began.</summary>
    public DateTimeOffset? BeginTime { get; set; }

    /// <summary>When observation ended.</summary>
    public DateTimeOffset? EndTime { get; set; }

    /// <summary>Kind of place, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? PlaceType { get; set; }

    /// <summary>Weather, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? WeatherType { get; set; }

    /// <summary>The scene, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? SceneDescribe { get; set; }

    /// <summary>Kind of scene, code.</summary>
    [ViidField(MaxLength = 3)]
    public string? SceneType { get; set; }

    /// <summary>Course of the road, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? RoadAlignmentType { get; set; }

    /// <summary>Terrain, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? RoadTerrainType { get; set; }

    /// <summary>Surface, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? RoadSurfaceType { get; set; }

    /// <summary>State of the surface, code (the standard's spelling).</summary>
    [ViidField(MaxLength = 1)]
    public string? RoadCoditionType { get; set; }

    /// <summary>Junction, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? RoadJunctionSectionType { get; set; }

    /// <summary>Lighting, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? RoadLightingType { get; set; }

    /// <summary>Notes, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? Illustration { get; set; }

    /// <summary>Wind, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? WindDirection { get; set; }

    /// <summary>Light, in words.</summary>
    [ViidField(MaxLength = 10)]
    public string? Illumination { get; set; }

    /// <summary>State of the scene, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? FieldCondition { get; set; }

    /// <summary>°C.</summary>
    public double? Temperature { get; set; }

    /// <summary>Humidity.</summary>
    [ViidField(MaxLength = 3)]
    public string? Humidity { get; set; }

    /// <summary>Density of people, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? PopulationDensity { get; set; }

    /// <summary>Density of things, code.</summary>
    [ViidField(MaxLength = 2)]
    public string? DenseDegree { get; set; }

    /// <summary>Importance.</summary>
    public int? Importance { get; set; }
}
