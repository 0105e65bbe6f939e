using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>
/// Tells a station clock, timeouts and intervals at its first call and after each restart of it (HJ 212-2017 6.6.1), and sets
/// its clock right whenever it is found wrong. After its first upload was answered, so that a simple client meets its
/// acknowledgement before anything else.
/// </summary>
internal sealed class StationInitialiser(SessionBook sessions, HostCommands commands, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock, ILogger<StationInitialiser> logger)
{
    private static readonly TimeSpan BetweenClockSettings = TimeSpan.FromMinutes(10);
    private readonly InitialisationOptions wanted = options.Value.Initialise;

    /// <summary>Begins what is due for a station that has just spoken.</summary>
    public void Consider(Station station, Hj212Line line, CancellationToken cancellation)
    {
        var session = sessions.Of(station.Mn);
        if (!wanted.Enabled || session.InitialisedAt is not null && !session.ClockDue)
            return;
        var all = session.InitialisedAt is null;
        (session.InitialisedAt, session.ClockDue) = (session.InitialisedAt ?? clock.GetUtcNow(), false);
        _ = Task.Run(() => TellAsync(station, session, line, all, cancellation), CancellationToken.None);
    }

    /// <summary>Looks whether live data show that the station's clock is wrong.</summary>
    public void Compare(StationSession session, Draft draft)
    {
        var off = draft.Kind == ReadingKind.Realtime && (draft.WildClock || !draft.Late && (draft.Received - draft.Time).Duration() > wanted.ClockTolerance);
        if (off && (session.ClockSetAt is null || draft.Received - session.ClockSetAt > BetweenClockSettings))
            session.ClockDue = true;
    }

    /// <summary>The station asked for the time (1013).</summary>
    public void ClockIsAskedFor(StationSession session) => session.ClockDue = true;

    private async Task TellAsync(Station station, StationSession session, Hj212Line line, bool all, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(wanted.After, clock, cancellation);
            var outcomes = new List<string>();
            foreach (var (what, compose) in all ? Steps(station) : Steps(station).Take(1))
            {
                if (what == "clock")
                    session.ClockSetAt = clock.GetUtcNow();
                var outcome = await commands.SendAsync(station, compose, cancellation);
                outcomes.Add($"{what}: {outcome?.ToString() ?? "the line is gone"}");
                if (outcome is { Succeeded: true })
                    continue;
                EnvironmentMonitoringLog.InitialisationFailed(logger, station.Mn, what, outcome?.ToString() ?? "the line is gone");
                // Whoever does not answer the first will not answer the next: it is asked again at its next call.
                if (outcome is null or { TimedOut: true })
                    break;
            }
            session.Initialisation = outcomes;
        }
        catch (OperationCanceledException)
        {
            // The node stops, or the line is gone: the next call begins anew.
        }
        if (line.ClosedFor is not null)
            session.InitialisedAt = null;
    }

    private IEnumerable<(string What, Func<Hj212Peer, string, Hj212Packet> Compose)> Steps(Station station)
    {
        yield return ("clock", (peer, qn) => peer.SetClock(qn, clock.GetUtcNow()));
        if (wanted.OverTimeSeconds is { } overTime)
            yield return ("timeouts", (peer, qn) => peer.SetTimeouts(qn, overTime, wanted.ReCount));
        if ((station.RealtimeSeconds ?? wanted.RealtimeSeconds) is { } seconds)
            yield return ("real-time interval", (peer, qn) => peer.SetRealtimeInterval(qn, seconds));
        if ((station.MinuteMinutes ?? wanted.MinuteMinutes) is { } minutes)
            yield return ("minute interval", (peer, qn) => peer.SetMinuteInterval(qn, minutes));
    }
}
