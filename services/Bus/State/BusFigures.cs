using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Figures;
using SmartCity.Telemetry;

namespace SmartCity.Bus.State;

/// <summary>What waits to leave, and whether the line to the broker stands, as far as this process sees it.</summary>
internal sealed class BusFigures : FiguresLoop
{
    private readonly BusReport report;
    private readonly TimeProvider clock;
    private readonly Figure waiting, age, up;

    public BusFigures(BusReport report, TimeProvider clock, IMeterFactory meters, IOptions<TelemetryOptions> options) : base("bus figures", options)
    {
        (this.report, this.clock) = (report, clock);
        var meter = meters.Create("SmartCity.Bus");
        waiting = Gauge(meter, "smartcity.bus.waiting", "{event}", "Events that a topic has not carried yet");
        age = Gauge(meter, "smartcity.bus.waiting.age", "s", "How long ago the oldest of them was written down; 0 when there is none");
        up = Gauge(meter, "smartcity.bus.up", "1", "1 while the line to the broker stands; nothing while another process has it");
    }

    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        var (view, now) = (await report.ReadAsync(cancellation), clock.GetUtcNow());
        waiting.Set(view.Topics.Select(topic => new Measurement<double>(topic.Waiting, Tags(topic))));
        age.Set(view.Topics.Select(topic => new Measurement<double>(topic.WaitingOldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0, Tags(topic))));
        up.Set(new[] { (Line: view.Publishing, Direction: "publish"), (Line: view.Importing, Direction: "import") }.Where(way => way.Line.Standing is LineStanding.Up or LineStanding.Blocked or LineStanding.Away)
            .Select(way => new Measurement<double>(way.Line.Standing == LineStanding.Up ? 1 : 0, new KeyValuePair<string, object?>("direction", way.Direction))));
    }

    private static KeyValuePair<string, object?>[] Tags(TopicView topic) => [new("topic", topic.Topic), new("lane", topic.Lane.ToString().ToLowerInvariant())];
}
