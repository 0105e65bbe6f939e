using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>A time during which a factor was over its limit.</summary>
internal sealed record Exceedance
{
    public required string Home { get; init; }
    public required string Id { get; init; }
    public required string Mn { get; init; }
    public required string Division { get; init; }
    public required string Factor { get; init; }
    public ReadingKind Kind { get; init; }
    public required string Unit { get; init; }
    public required decimal Upper { get; init; }
    public decimal? FirstValue { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public required decimal Peak { get; init; }
    public required DateTimeOffset PeakAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset AsOf { get; init; }
    public long Epoch { get; init; }
    public long OriginPosition { get; init; }
}
