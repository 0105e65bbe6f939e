using Microsoft.Extensions.Logging;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Loops;

namespace SmartCity.Bus.State;

/// <summary>Says in the node's health how the bus is. It says healthy only of a line it has itself and a backlog that shrinks.</summary>
internal sealed class BusWatchLoop(BusReport report, NodeHealth health, TimeProvider clock, ILogger<BusWatchLoop> logger) : Loop("bus watch")
{
    private const string Out = "bus publish";
    private const string In = "bus import";
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StandsStill = TimeSpan.FromMinutes(1);
    private bool away;

    protected override TimeSpan? SilenceLimit => TimeSpan.FromMinutes(1);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var view = await report.ReadAsync(cancellation);
            Say(Out, view, view.Publishing, Waiting(view), StandingStill(view));
            Say(In, view, view.Importing, "Messages wait at the broker.", null);
            if (away && view.Publishing.Standing == LineStanding.Up)
                BusLog.There(logger, view.Broker ?? "");
            away = view.Publishing.Standing == LineStanding.Away;
            Beat();
            await Task.Delay(Every, TimeProvider.System, cancellation);
        }
    }

    private void Say(string part, BusView view, LineView line, string waiting, string? trouble)
    {
        switch (line)
        {
            case { Standing: LineStanding.Elsewhere }:
                health.Forget(part);
                break;
            case { Standing: LineStanding.Up } when trouble is null:
                health.Report(part, HealthStatus.Healthy);
                break;
            case { Standing: LineStanding.Up }:
                health.Report(part, HealthStatus.Degraded, trouble);
                break;
            default:
                var what = line.Standing == LineStanding.Blocked ? "takes nothing" : "is away";
                health.Report(part, HealthStatus.Degraded, $"{view.Broker} {what} since {line.Since:yyyy-MM-ddTHH:mm:ssZ}: {line.Reason}. {waiting} Nothing is lost; it is tried again and goes on by itself.");
                break;
        }
    }

    private static string Waiting(BusView view)
    {
        var waiting = view.Topics.Sum(topic => topic.Waiting);
        return waiting == 0 ? "No event waits." : $"{waiting}{(view.Topics.Any(topic => topic.Waiting == Backlogs.CountedTo) ? " or more" : "")} events wait in the log, the oldest since {view.Topics.Min(topic => topic.WaitingOldest):yyyy-MM-ddTHH:mm:ssZ}.";
    }

    private string? StandingStill(BusView view)
    {
        var limit = clock.GetUtcNow() - StandsStill;
        return view.Topics.FirstOrDefault(topic => topic.WaitingOldest < limit && topic.Updated < limit) is { } topic
            ? $"Topic {topic.Topic}, lane {topic.Lane}, stands still since {topic.Updated:yyyy-MM-ddTHH:mm:ssZ} although the line stands. {Waiting(view)}" : null;
    }
}
