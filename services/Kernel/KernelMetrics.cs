using System.Diagnostics.Metrics;
using SmartCity.Contracts;

namespace SmartCity.Kernel;

/// <summary>What the Kernel counts where it happens. Nobody listening, each costs a look at a flag.</summary>
internal static class KernelMetrics
{
    private static readonly Meter Meter = new(KernelTelemetry.Name);
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] };
    private static readonly InstrumentAdvice<int> Events = new() { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] };

    private static readonly Counter<long> Appended = Meter.CreateCounter<long>("smartcity.log.events", "{event}", "Events appended to the log, own and taken from others");
    private static readonly Histogram<int> Group = Meter.CreateHistogram("smartcity.log.appender.group", "{event}", "Events that shared one commit of the appender", advice: Events);
    private static readonly Histogram<double> AppendWait = Meter.CreateHistogram("smartcity.log.appender.wait", "s", "From the call of the appender to the commit", advice: Seconds);
    private static readonly Histogram<double> GateWait = Meter.CreateHistogram("smartcity.store.gate.wait", "s", "Wait for the turn to write, SQLite only", advice: Seconds);
    private static readonly Histogram<double> Write = Meter.CreateHistogram("smartcity.store.write.duration", "s", "A write from the call to the commit, waits included", advice: Seconds);
    private static readonly Counter<long> HandledEvents = Meter.CreateCounter<long>("smartcity.subscriber.events", "{event}", "Events handled by a subscriber");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("smartcity.loop.failures", "{failure}", "Times a loop threw and was started again");

    private static readonly string[] LaneNames = [.. Lanes.All.Select(lane => lane.ToString().ToLowerInvariant())];

    /// <summary>A lane as an attribute says it.</summary>
    public static KeyValuePair<string, object?> Tag(Lane lane) => new("lane", LaneNames[(int)lane]);

    public static bool TimesWrites => Write.Enabled;

    public static bool TimesGate => GateWait.Enabled;

    public static bool TimesAppender => AppendWait.Enabled;

    /// <summary>Counts a commit's events by lane and type; neighbours of one type are counted together.</summary>
    public static void Count(IReadOnlyList<EventEnvelope> appended)
    {
        if (!Appended.Enabled)
            return;
        for (int index = 0, run = 1; index < appended.Count; index++, run++)
            if (index + 1 == appended.Count || appended[index + 1].Type != appended[index].Type)
            {
                Appended.Add(run, Tag(appended[index].Lane), new("type", appended[index].Type));
                run = 0;
            }
    }

    public static void Grouped(Lane lane, int events) => Group.Record(events, Tag(lane));

    public static void Waited(Lane lane, TimeSpan appender) => AppendWait.Record(appender.TotalSeconds, Tag(lane));

    public static void WaitedForGate(Lane lane, TimeSpan wait) => GateWait.Record(wait.TotalSeconds, Tag(lane));

    public static void Written(Lane lane, TimeSpan took) => Write.Record(took.TotalSeconds, Tag(lane));

    public static void Handled(string subscriber, Lane lane, int events) => HandledEvents.Add(events, new("subscriber", subscriber), Tag(lane));

    public static void Failed(string loop) => Failures.Add(1, new KeyValuePair<string, object?>("loop", loop));
}
