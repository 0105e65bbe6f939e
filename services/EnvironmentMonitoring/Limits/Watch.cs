using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>What is known of one factor beside its limit: survives a restart, replaced with each live reading that changes it.</summary>
internal sealed record Watch
{
    public required string Mn { get; init; }
    public required string Factor { get; init; }
    public required ReadingKind Kind { get; init; }

    /// <summary>Time of the last live reading judged; what is not newer is not judged again.</summary>
    public DateTimeOffset LastAt { get; init; } = DateTimeOffset.MinValue;

    /// <summary>Readings over the limit in a row before an exceedance, at or below it in a row within one.</summary>
    public int InARow { get; init; }

    /// <summary>The first of those in a row.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Its value.</summary>
    public decimal? FirstValue { get; init; }

    /// <summary>The greatest of those in a row, then of the exceedance.</summary>
    public decimal? Peak { get; init; }

    public DateTimeOffset? PeakAt { get; init; }

    /// <summary>The exceedance that is on; null while there is none.</summary>
    public string? ExceedanceId { get; init; }

    /// <summary>Its first reading over the limit.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    public long Version { get; init; }
}

/// <summary>What a reading did to an exceedance.</summary>
internal enum WatchChange
{
    None,
    Began,
    Peaked,
    Ended,
}
