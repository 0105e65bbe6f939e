using SmartCity.Protocols.Hj212;

namespace SmartCity.Simulators.Hj212;

/// <summary>A simulated station, as it is set up before power-up. A host may change intervals, timeouts, password and clock later.</summary>
public sealed record Hj212StationOptions
{
    /// <summary>The host's name or address.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The host's TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>The device.</summary>
    public required string Mn { get; init; }

    /// <summary>Access password, six characters.</summary>
    public string Pw { get; init; } = "123456";

    /// <summary>System code: 22 air quality, 32 waste water, 23 noise.</summary>
    public string St { get; init; } = "22";

    /// <summary>The edition spoken.</summary>
    public Hj212Edition Edition { get; init; } = Hj212Edition.Edition2017;

    /// <summary>The check computed.</summary>
    public Hj212CrcVariant Crc { get; init; } = Hj212CrcVariant.Standard;

    /// <summary>Makes the noise of the curves; the same seed, the same day.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What is measured.</summary>
    public IReadOnlyList<Hj212SimulatedFactor> Factors { get; init; } = Hj212SimulatedFactor.Air;

    /// <summary>RtdInterval.</summary>
    public TimeSpan RealtimeInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>MinInterval.</summary>
    public TimeSpan MinuteInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>OverTime: how long an acknowledgement is waited for.</summary>
    public TimeSpan OverTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>ReCount: how often an upload is repeated.</summary>
    public int ReCount { get; init; } = 3;

    /// <summary>How long after a lost line the next call.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far back the station's own memory goes for 2051, 2061 and 2031 requests.</summary>
    public TimeSpan History { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Uploads kept while the line is down; beyond it the oldest are lost (the host asks for them again).</summary>
    public int QueueLimit { get; init; } = 2000;

    /// <summary>Whether uploads ask for 9014 (Flag bit A).</summary>
    public bool WantsAnswer { get; init; } = true;

    /// <summary>Whether 2081 is sent at power-up.</summary>
    public bool AnnouncesRestart { get; init; } = true;
}
