using SmartCity.Protocols.Jt808.Framing;
using SmartCity.Protocols.Jt808.Terminal;

namespace SmartCity.Simulators.Jt808;

/// <summary>A simulated vehicle terminal as it leaves the workshop. The platform may change the intervals later (0x8103).</summary>
public sealed record Jt808TerminalOptions
{
    /// <summary>The platform's name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The platform's TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The terminal's phone number.</summary>
    public required TerminalPhone Phone { get; init; }

    /// <summary>The edition spoken.</summary>
    public Jt808Edition Edition { get; init; } = Jt808Edition.V2013;

    /// <summary>Makes the route, the vehicle and the pictures; the same seed, the same journey.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The plate.</summary>
    public string Plate { get; init; } = "湘D00001";

    /// <summary>Its colour.</summary>
    public PlateColour PlateColour { get; init; } = PlateColour.Yellow;

    /// <summary>GB/T 2260 code registered with; 430400 is Hengyang.</summary>
    public int DivisionCode { get; init; } = 430400;

    /// <summary>Heartbeat when nothing else was sent for so long (parameter 0x0001).</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between location reports (parameter 0x0029).</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an answer is waited for (parameter 0x0002); longer at each repetition, by 6.1.1.</summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a message is repeated before the line is taken for lost (parameter 0x0003).</summary>
    public int Retries { get; init; } = 3;

    /// <summary>How long after a lost line the next call.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Reports kept while the line is down; beyond it the oldest are lost.</summary>
    public int BacklogLimit { get; init; } = 2000;

    /// <summary>Most reports in one batch (0x0704).</summary>
    public int BatchSize { get; init; } = 20;
}
