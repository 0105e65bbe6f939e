using System.Diagnostics;
using System.Diagnostics.Metrics;
using SmartCity.Contracts;
using SmartCity.Kernel;

namespace SmartCity.Federation;

/// <summary>What links count, and the spans of stories that cross them.</summary>
internal static class FederationTelemetry
{
    public const string Name = "SmartCity.Federation";
    private const int MostSpans = 16;
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Events = Meter.CreateCounter<long>("smartcity.link.events", "{event}", "Events acknowledged by the other side (up at a county) or taken from it");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("smartcity.link.refusals", "{batch}", "Batches that were refused, by problem");

    public static KeyValuePair<string, object?>[] Tags(string peer, string direction, Lane lane) => [new("peer", peer), new("direction", direction), new("lane", Lower(lane))];

    public static void Passed(string peer, string direction, Lane lane, int events) => Events.Add(events, Tags(peer, direction, lane));

    public static void Refused(string peer, Lane lane, string problem) => Refusals.Add(1, new("peer", peer), new("lane", Lower(lane)), new("problem", problem));

    /// <summary>The span of a batch that leaves: in the story of its first traced event, linked to the others. Null when none is traced.</summary>
    public static Activity? Sending(Lane lane, IReadOnlyList<EventEnvelope> events)
    {
        if (!Source.HasListeners() || Traced(events) is not [var first, .. var others])
            return null;
        var span = KernelTelemetry.Follow(Source, $"uplink {Lower(lane)}", ActivityKind.Producer, first, KernelTelemetry.LinksTo(others));
        return span?.SetTag("messaging.batch.message_count", events.Count);
    }

    /// <summary>A span in the story of each traced event that was taken, linked to the request that brought it.</summary>
    public static void Taken(string name, Lane lane, IReadOnlyList<EventEnvelope> events, DateTime began)
    {
        if (!Source.HasListeners())
            return;
        var request = Activity.Current?.Context;
        foreach (var traceParent in Traced(events))
            if (ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent))
                Source.StartActivity($"{name} {Lower(lane)}", ActivityKind.Consumer, parent, links: request is { } context ? [new(context)] : null, startTime: began)?.Dispose();
    }

    private static List<string> Traced(IReadOnlyList<EventEnvelope> events) =>
        [.. events.Where(envelope => KernelTelemetry.IsTraced(envelope.TraceParent)).Select(envelope => envelope.TraceParent!).Distinct(StringComparer.Ordinal).Take(MostSpans)];

    private static string Lower(Lane lane) => lane.ToString().ToLowerInvariant();
}
