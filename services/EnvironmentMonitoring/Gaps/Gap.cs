using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Gaps;

/// <summary>Data that should have come and did not.</summary>
internal sealed record Gap
{
    public required string Home { get; init; }
    public required string Id { get; init; }
    public required string Mn { get; init; }
    public required string Division { get; init; }
    public required ReadingKind Kind { get; init; }

    /// <summary>Beginning of the first period missing.</summary>
    public required DateTimeOffset FromTime { get; init; }

    /// <summary>Beginning of the last period missing.</summary>
    public required DateTimeOffset ToTime { get; init; }

    public int Periods { get; init; }
    public DateTimeOffset FoundAt { get; init; }
    public int TimesAsked { get; init; }
    public DateTimeOffset? AskAfter { get; init; }

    /// <summary>How the last asking ended; null before the first.</summary>
    public string? LastAnswer { get; init; }

    public DateTimeOffset? FilledAt { get; init; }
    public DateTimeOffset? GivenUpAt { get; init; }
    public DateTimeOffset AsOf { get; init; }
    public long Epoch { get; init; }
    public long OriginPosition { get; init; }
}
