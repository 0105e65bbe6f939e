using System.Net;
using SmartCity.Protocols.Gb28181;
using SmartCity.Protocols.Gb28181.Manscdp;
using SmartCity.Protocols.Gb28181.Transactions;

namespace SmartCity.Simulators.Gb28181;

/// <summary>Which device, at which platform, behaving how.</summary>
public sealed record CameraOptions
{
    /// <summary>The device's identifier; a recorder's (118) or a camera's (132).</summary>
    public required DeviceId Id { get; init; }

    public required string Password { get; init; }

    /// <summary>The platform's identifier.</summary>
    public required DeviceId PlatformId { get; init; }

    /// <summary>Where the platform listens.</summary>
    public required IPEndPoint Platform { get; init; }

    /// <summary>TCP, or UDP (default).</summary>
    public bool UseTcp { get; init; }

    /// <summary>The address it binds and writes into Via and Contact.</summary>
    public IPAddress LocalAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Everything it makes up follows from this number.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How many channels it has.</summary>
    public int Channels { get; init; } = 4;

    /// <summary>Entries to a page of an answer.</summary>
    public int PageSize { get; init; } = 3;

    /// <summary>How long it asks to be registered.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    public TimeSpan KeepaliveEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it waits before it registers again after a refusal or silence.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it raises an alarm; null never.</summary>
    public TimeSpan? AlarmEvery { get; init; }

    /// <summary>How long an INVITE rings before it is answered.</summary>
    public TimeSpan RingsFor { get; init; } = TimeSpan.Zero;

    public ManscdpEncoding Encoding { get; init; } = ManscdpEncoding.Gb2312;

    public TransactionTimers Timers { get; init; } = TransactionTimers.Default;

    public CameraMisbehaviour Misbehaviour { get; init; }
}
