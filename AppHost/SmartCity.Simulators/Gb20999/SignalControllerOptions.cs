using System.Collections.Immutable;
using System.Net;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>How the controller and its centre find each other. The standard stores the centre's address in the controller (2.3), so it connects by default.</summary>
public enum SignalLink
{
    Connect,
    Listen,
    Udp,
}

/// <summary>What a simulated signal controller is and does.</summary>
public sealed record SignalControllerOptions
{
    public SignalLink Link { get; init; } = SignalLink.Connect;

    /// <summary>The centre's address when connecting or sending datagrams, our own when listening.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Null: escaped on TCP, plain on UDP, as the standard says.</summary>
    public Framing? Framing { get; init; }

    public uint ControllerId { get; init; } = 0x04300001;

    public byte CentreId { get; init; } = 1;

    public ushort Version { get; init; } = FrameHeader.NewestVersion;

    public string Manufacturer { get; init; } = "衡阳模拟信号机";

    public string Location { get; init; } = "解放大道与蒸湘路路口";

    /// <summary>The first is the one that runs.</summary>
    public ImmutableArray<SignalPlan> Plans { get; init; } = [SignalPlan.FourStages, SignalPlan.TwoStages];

    public int Phases { get; init; } = 8;

    public int Detectors { get; init; } = 8;

    /// <summary>How often detectors report counts (5.2.3).</summary>
    public TimeSpan FlowPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Vehicles an hour over each detector at noon.</summary>
    public double FlowPerHour { get; init; } = 400;

    /// <summary>Heartbeat questions the controller sends by itself; null: it only answers the centre's.</summary>
    public TimeSpan? HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Mean time between faults; null: none but those raised by a script.</summary>
    public TimeSpan? MeanTimeBetweenFaults { get; init; }

    public TimeSpan? MeanTimeBetweenAlarms { get; init; }

    public TimeSpan Tick { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan ReconnectAfter { get; init; } = TimeSpan.FromSeconds(2);

    public int Seed { get; init; } = 1;

    public SignalMisbehaviour Misbehaviour { get; init; } = new();
}

/// <summary>What the controller does wrong on purpose. Shares are of the frames sent, 0..1.</summary>
public sealed record SignalMisbehaviour
{
    public double WrongChecksum { get; init; }

    public double CutShort { get; init; }

    public double SentTwice { get; init; }

    public double JunkBefore { get; init; }

    /// <summary>Share of questions left without an answer.</summary>
    public double Unanswered { get; init; }

    /// <summary>Writes each byte by itself, so that a frame arrives over many reads.</summary>
    public bool ByteByByte { get; init; }

    /// <summary>Answers heartbeats with 0x71 instead of 0x80, as one maker does.</summary>
    public bool DeviantHeartbeat { get; init; }

    /// <summary>How far its clock is wrong.</summary>
    public TimeSpan ClockOff { get; init; }
}
