namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>What remains of an hour of real-time readings once they are deleted: only valid values count.</summary>
internal sealed record Rollup
{
    public required string Home { get; init; }
    public required string Mn { get; init; }
    public required DateTimeOffset Hour { get; init; }
    public required string Factor { get; init; }
    public required string Unit { get; init; }

    /// <summary>How many readings there were, valid or not.</summary>
    public int Count { get; init; }

    public int Valid { get; init; }
    public decimal? Min { get; init; }
    public decimal? Mean { get; init; }
    public decimal? Max { get; init; }
}
