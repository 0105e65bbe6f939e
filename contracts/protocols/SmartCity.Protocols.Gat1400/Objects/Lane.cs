namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A lane of a checkpoint (GA/T 1400.3 annex A): collection <c>Lanes</c>.</summary>
public sealed record Lane
{
    /// <summary>The checkpoint.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? TollgateID { get; set; }

    /// <summary>Tells the lanes of one checkpoint apart.</summary>
    [ViidField(Mandatory = true)]
    public int? LaneId { get; set; }

    /// <summary>1 the leftmost in the direction of travel.</summary>
    public int? LaneNo { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 100)]
    public string? Name { get; set; }

    /// <summary>Direction of travel, code.</summary>
    [ViidField(MaxLength = 1)]
    public string? Direction { get; set; }

    /// <summary>In words.</summary>
    [ViidField(MaxLength = 256)]
    public string? Desc { get; set; }

    /// <summary>Limit, km/h.</summary>
    public int? MaxSpeed { get; set; }

    /// <summary>1 into the city, 2 out of it, 3 neither, 4 both.</summary>
    public int? CityPass { get; set; }

    /// <summary>The device above the lane.</summary>
    [ViidField(MaxLength = 20)]
    public string? ApeID { get; set; }
}
