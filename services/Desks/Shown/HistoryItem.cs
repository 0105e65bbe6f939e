namespace SmartCity.Desks.Shown;

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Title">What.</param>
/// <param name="Detail">More of it; null for nothing more.</param>
/// <param name="Who">Who did it; null when nobody or not known.</param>
/// <param name="Tone">How it stands out.</param>
public sealed record HistoryItem(DateTimeOffset At, string Title, string? Detail = null, string? Who = null, Tone Tone = Tone.Neutral);
