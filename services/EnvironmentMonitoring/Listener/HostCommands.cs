using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Says something to a station and waits for the end of its answer, one command at a time a station.</summary>
internal sealed class HostCommands(SessionBook sessions, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock)
{
    private readonly Lock sync = new();
    private DateTimeOffset lastQn;

    /// <summary>How the command ended; null when the station is not on a line.</summary>
    public async Task<CommandOutcome?> SendAsync(Station station, Func<Hj212Peer, string, Hj212Packet> compose, CancellationToken cancellation)
    {
        if (sessions.Find(station.Mn) is not { } session)
            return null;
        await session.Commands.WaitAsync(cancellation);
        try
        {
            if (session.Line is not { ClosedFor: null } line)
                return null;
            var request = compose(station.Peer, NextQn());
            var exchange = session.Exchange = new HostExchange(request, clock);
            var crc = station.Crc == Hj212CrcVariant.Modbus ? Hj212CrcVariant.Modbus : Hj212CrcVariant.Standard;
            return await line.SendAsync(request, crc, cancellation) ? await exchange.OutcomeAsync(options.Value.Initialise.AnswerWithin, cancellation) : null;
        }
        finally
        {
            session.Exchange = null;
            session.Commands.Release();
        }
    }

    // Two commands of one millisecond would be one exchange to a station.
    private string NextQn()
    {
        lock (sync)
        {
            var now = clock.GetUtcNow();
            lastQn = now > lastQn ? now : lastQn.AddMilliseconds(1);
            return Hj212Time.FormatQn(lastQn);
        }
    }
}
