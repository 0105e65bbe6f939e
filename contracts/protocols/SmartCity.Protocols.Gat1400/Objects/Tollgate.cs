namespace SmartCity.Protocols.Gat1400.Objects;

/// <summary>A checkpoint (视频卡口, GA/T 1400.3 annex A): collection <c>Tollgates</c>.</summary>
public sealed record Tollgate
{
    /// <summary>20 digits; type 121 in places 11 to 13.</summary>
    [ViidField(Mandatory = true, MaxLength = 20)]
    public string? TollgateID { get; set; }

    /// <summary>Name.</summary>
    [ViidField(MaxLength = 100)]
    public string? Name { get; set; }

    /// <summary>Degrees east; which datum, the device does not say.</summary>
    public double? Longitude { get; set; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; set; }

    /// <summary>Place, GB/T 2260.</summary>
    [ViidField(MaxLength = 6)]
    public string? PlaceCode { get; set; }

    /// <summary>Place, in words.</summary>
    [ViidField(MaxLength = 256)]
    public string? Place { get; set; }

    /// <summary>1 working, 2 out of use, 9 other.</summary>
    [ViidField(MaxLength = 1)]
    public string? Status { get; set; }

    /// <summary>10 international, 20 province, 30 city, 31 urban, 40 county, 41 rural, 99 other border.</summary>
    [ViidField(MaxLength = 2)]
    public string? TollgateCat { get; set; }

    /// <summary>80 public security, 81 traffic, 82 other.</summary>
    public int? TollgateUsage { get; set; }

    /// <summary>Lanes.</summary>
    public int? LaneNum { get; set; }

    /// <summary>The unit in charge, GA/T 380.</summary>
    [ViidField(MaxLength = 12)]
    public string? OrgCode { get; set; }

    /// <summary>In use since.</summary>
    public DateTimeOffset? ActiveTime { get; set; }
}
