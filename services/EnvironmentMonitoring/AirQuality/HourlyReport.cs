namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The index of an hour at a station, as told.</summary>
internal sealed record HourlyReport
{
    public required string Home { get; init; }
    public required string Mn { get; init; }

    /// <summary>Beginning of the hour.</summary>
    public required DateTimeOffset Hour { get; init; }

    public int? Aqi { get; init; }
    public int? Level { get; init; }

    /// <summary>优 to 严重污染.</summary>
    public string? ClassName { get; init; }

    /// <summary>Symbols joined by commas.</summary>
    public string PrimaryPollutants { get; init; } = "";

    /// <summary>Symbols joined by commas.</summary>
    public string Missing { get; init; } = "";

    public string Edition { get; init; } = "";
    public DateTimeOffset AsOf { get; init; }
    public long Epoch { get; init; }
    public long OriginPosition { get; init; }
}
