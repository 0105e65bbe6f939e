using System.Diagnostics;
using SmartCity.Contracts;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>The spans of the frames of one commit: from the time the bytes came to the time they were durable. Most frames have none.</summary>
internal sealed class FrameStories : IDisposable
{
    private Dictionary<Draft, Activity>? spans;

    /// <summary>Trace context of a frame's reading; null when it is not traced.</summary>
    public string? Of(Draft draft) => Find(draft)?.Id ?? Add(draft, Lane.Bulk)?.Id;

    /// <summary>Trace context of what began or ended with a frame: such a frame is always traced.</summary>
    public string? OfAlarm(Draft draft) => Find(draft)?.Id ?? Add(draft, Lane.Alarm)?.Id;

    private Activity? Find(Draft draft) => spans?.GetValueOrDefault(draft);

    private Activity? Add(Draft draft, Lane lane)
    {
        if (EnvironmentMonitoringTelemetry.Frame(draft, lane) is not { } span)
            return null;
        (spans ??= new(ReferenceEqualityComparer.Instance))[draft] = span;
        return span;
    }

    public void Dispose()
    {
        foreach (var span in spans?.Values ?? Enumerable.Empty<Activity>())
            span.Dispose();
    }
}
