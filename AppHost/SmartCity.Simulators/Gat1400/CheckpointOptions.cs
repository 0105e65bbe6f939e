using SmartCity.Protocols.Gat1400.Identifiers;

namespace SmartCity.Simulators.Gat1400;

/// <summary>How a checkpoint misbehaves on purpose.</summary>
[Flags]
public enum CheckpointMischief
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>Registers with a wrong password.</summary>
    WrongPassword = 1,

    /// <summary>Holds a challenge back for <see cref="CheckpointOptions.NonceHeldBack"/> before answering it.</summary>
    ExpiredNonce = 2,

    /// <summary>Sends batches of <see cref="CheckpointOptions.OversizedBytes"/>.</summary>
    OversizedBody = 4,

    /// <summary>Sends batches cut in half.</summary>
    MalformedJson = 8,

    /// <summary>Gives every vehicle the id of the first.</summary>
    DuplicateIds = 16,

    /// <summary>Its clock says 1970, or a year too much.</summary>
    WildClock = 32,
}

/// <summary>What a simulated checkpoint is and does.</summary>
public sealed record CheckpointOptions
{
    /// <summary>Who it is.</summary>
    public required DeviceId Device { get; init; }

    /// <summary>The checkpoint it stands at.</summary>
    public required DeviceId Tollgate { get; init; }

    /// <summary>Its password at the library.</summary>
    public required string Password { get; init; }

    /// <summary>The same seed gives the same vehicles. 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Time between keepalives; 60 s.</summary>
    public TimeSpan Keepalive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Mean time between vehicles; 5 s.</summary>
    public TimeSpan MeanGap { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most vehicles of one POST; 8.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Vehicles kept while the line is down; 1000, then the oldest are lost and counted.</summary>
    public int QueueCapacity { get; init; } = 1000;

    /// <summary>What it does wrong; nothing.</summary>
    public CheckpointMischief Mischief { get; init; }

    /// <summary>How long an <see cref="CheckpointMischief.ExpiredNonce"/> is held back; 10 minutes.</summary>
    public TimeSpan NonceHeldBack { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Bytes of an <see cref="CheckpointMischief.OversizedBody"/>; 24 MiB.</summary>
    public int OversizedBytes { get; init; } = 24 * 1024 * 1024;
}
