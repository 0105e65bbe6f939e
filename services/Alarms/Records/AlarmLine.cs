namespace SmartCity.Alarms.Records;

/// <summary>A line of an alarm's history.</summary>
/// <param name="AlarmId">The alarm.</param>
/// <param name="Number">From 1.</param>
/// <param name="What">A stable word, one of <see cref="AlarmWhat"/>.</param>
/// <param name="By">Who did it, or who was told; <c>system</c> for nobody.</param>
/// <param name="Note">What they said; null for nothing.</param>
/// <param name="At">When.</param>
internal sealed record AlarmLine(string AlarmId, int Number, string What, string By, string? Note, DateTimeOffset At);

/// <summary>What happens to alarms.</summary>
internal static class AlarmWhat
{
    public const string Raised = "raised";
    public const string Repeated = "repeated";
    public const string Escalated = "escalated";
    public const string Unanswered = "unanswered";
    public const string Acknowledged = "acknowledged";
    public const string Noted = "noted";
    public const string Closed = "closed";

    public const string System = "system";
}
