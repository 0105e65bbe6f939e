using System.Diagnostics;

namespace SmartCity.Kernel;

/// <summary>
/// Spans across commits, processes and nodes. What joins them is the <c>traceparent</c> of an event: a column of the log that
/// travels with it. An event whose story is not traced costs a look at one character.
/// </summary>
public static class KernelTelemetry
{
    /// <summary>Name of the Kernel's activity source and meter.</summary>
    public const string Name = "SmartCity.Kernel";

    private const int Length = 55;

    internal static readonly ActivitySource Source = new(Name);

    /// <summary>Whether an event belongs to a story that is traced.</summary>
    public static bool IsTraced(string? traceParent) => traceParent is { Length: Length } && (traceParent[^1] & 1) == 1;

    /// <summary>A span in the story of an event; null when it is not traced or nobody listens. It is current until disposed.</summary>
    /// <param name="source">Whose span.</param>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="traceParent">The event's trace context.</param>
    /// <param name="links">Other stories that this is part of.</param>
    public static Activity? Follow(ActivitySource source, string name, ActivityKind kind, string? traceParent, IEnumerable<ActivityLink>? links = null) =>
        source.HasListeners() && IsTraced(traceParent) && ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? source.StartActivity(name, kind, parent, links: links) : null;

    /// <summary>Links to the stories of events, at most 16, each once.</summary>
    public static IEnumerable<ActivityLink> LinksTo(IEnumerable<string> traceParents) =>
        [.. traceParents.Distinct(StringComparer.Ordinal).Take(16).Select(text => ActivityContext.TryParse(text, null, isRemote: true, out var context) ? context : default).Where(context => context != default).Select(context => new ActivityLink(context))];

    /// <summary>
    /// The first span of a story, from an instant on that may be past; null when nobody listens or this one is not sampled. It is never
    /// current: whoever tells of it puts its id into the event.
    /// </summary>
    /// <param name="source">Whose span.</param>
    /// <param name="name">What it is.</param>
    /// <param name="lane">How urgent: stories that begin with an alarm are always traced.</param>
    /// <param name="since">When it began.</param>
    public static Activity? Begin(ActivitySource source, string name, Contracts.Lane lane, DateTimeOffset since)
    {
        if (!source.HasListeners())
            return null;
        var before = Activity.Current;
        Activity.Current = null;
        var begun = source.StartActivity(name, ActivityKind.Server, default(ActivityContext), [new(SmartCity.Telemetry.StorySampler.LaneTag, lane.ToString())], startTime: since);
        Activity.Current = before;
        return begun is { Recorded: true } ? begun : null;
    }
}
