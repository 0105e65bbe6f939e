namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>What is known of a station's life: written now and then, so that a restart does not forget who was silent.</summary>
internal sealed record StationStatus
{
    public required string Home { get; init; }

    public required string Mn { get; init; }

    /// <summary>When the last good frame came, by the hub's clock.</summary>
    public DateTimeOffset? LastFrameAt { get; init; }

    /// <summary>Silent since this frame; null while it speaks.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    public DateTimeOffset AsOf { get; init; }

    public long Epoch { get; init; }

    public long OriginPosition { get; init; }
}
