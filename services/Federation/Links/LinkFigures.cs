using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Figures;
using SmartCity.Telemetry;

namespace SmartCity.Federation.Links;

/// <summary>The link report as figures: what waits, how old it is, and what each lane does.</summary>
internal sealed class LinkFigures : FiguresLoop
{
    private readonly LinkReport report;
    private readonly TimeProvider clock;
    private readonly Figure backlog, size, age, state, silence;

    public LinkFigures(LinkReport report, TimeProvider clock, IMeterFactory meters, IOptions<TelemetryOptions> options) : base("federation metrics", options)
    {
        (this.report, this.clock) = (report, clock);
        var meter = meters.Create(FederationTelemetry.Name);
        backlog = Gauge(meter, "smartcity.link.backlog", "{event}", "Events let out and not acknowledged");
        size = Gauge(meter, "smartcity.link.backlog.size", "By", "Their data");
        age = Gauge(meter, "smartcity.link.backlog.age", "s", "How long ago the oldest of them was written down; 0 when there is none");
        state = Gauge(meter, "smartcity.link.state", "1", "1 for the state a lane is in");
        silence = Gauge(meter, "smartcity.link.silence", "s", "Since the last contact");
    }

    protected override async Task ReadAsync(CancellationToken cancellation)
    {
        var (now, links) = (clock.GetUtcNow(), await report.ReadAsync(cancellation));
        var lanes = links.SelectMany(link => link.Lanes.Select(lane => (Lane: lane, Tags: FederationTelemetry.Tags(link.Node, lane.Direction, lane.Lane)))).ToList();
        var sent = lanes.Where(lane => lane.Lane.BacklogEvents is not null).ToList();
        backlog.Set(sent.Select(lane => new Measurement<double>(lane.Lane.BacklogEvents!.Value, lane.Tags)));
        size.Set(sent.Select(lane => new Measurement<double>(lane.Lane.BacklogBytes ?? 0, lane.Tags)));
        age.Set(sent.Select(lane => new Measurement<double>(lane.Lane.BacklogOldest is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0, lane.Tags)));
        state.Set(lanes.Select(lane => new Measurement<double>(1, [.. lane.Tags, new("state", lane.Lane.State.ToString().ToLowerInvariant())])));
        silence.Set(links.Where(link => link.LastContact is not null).Select(link => new Measurement<double>(Math.Max(0, (now - link.LastContact!.Value).TotalSeconds), new KeyValuePair<string, object?>("peer", link.Node))));
    }
}
