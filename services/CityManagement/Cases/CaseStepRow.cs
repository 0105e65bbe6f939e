namespace SmartCity.CityManagement.Cases;

/// <summary>A line of a case's history: the event as it was told.</summary>
internal sealed record CaseStepRow
{
    public required string Home { get; init; }
    public required string CaseId { get; init; }
    public required int Step { get; init; }
    public required string What { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The event's data, JSON.</summary>
    public required string Data { get; init; }
}
