namespace SmartCity.CityManagement.Requests;

/// <summary>What an officer here asked the home of a case to do, and what came of it.</summary>
internal sealed record CaseRequest
{
    public required string Id { get; init; }
    public required string Home { get; init; }
    public required string CaseId { get; init; }

    /// <summary><c>urge</c> or <c>void</c>.</summary>
    public required string Action { get; init; }
    public required string Text { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public required DateTimeOffset ValidUntil { get; init; }
    public RequestOutcome Outcome { get; init; }

    /// <summary>Why it was refused; null otherwise.</summary>
    public string? Detail { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>What came of a request, as far as is known here.</summary>
internal enum RequestOutcome : byte
{
    Waiting,
    Accepted,
    Refused,
}
