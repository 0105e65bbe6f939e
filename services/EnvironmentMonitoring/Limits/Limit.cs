using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>A limit for a factor of one station, or of all where <see cref="Mn"/> is empty (from settings, never stored).</summary>
internal sealed record Limit
{
    public required string Home { get; init; }
    public required string Mn { get; init; }
    public required string Factor { get; init; }
    public required ReadingKind Kind { get; init; }
    public required decimal Upper { get; init; }
    public required string Unit { get; init; }
    public int StartAfter { get; init; } = 1;
    public int EndAfter { get; init; } = 1;
    public DateTimeOffset AsOf { get; init; }
    public long Epoch { get; init; }
    public long OriginPosition { get; init; }
}
