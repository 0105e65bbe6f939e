namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>What a station sent that is no reading: site information, serial numbers, samples retained, restarts. Kept as sent.</summary>
internal sealed record StationMessage
{
    public required string Mn { get; init; }
    public required int Cn { get; init; }
    public required string Qn { get; init; }
    public required DateTimeOffset Received { get; init; }
    public required string Cp { get; init; }
}
