using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>A monitoring station as entered in the register of its home; at other nodes the copy of what its home tells.</summary>
internal sealed record Station
{
    /// <summary>Id of the node that is its home.</summary>
    public required string Home { get; init; }

    public required string Mn { get; init; }

    public required string Name { get; init; }

    /// <summary>ST of HJ 212-2017 table 5.</summary>
    public required string SystemCode { get; init; }

    public required string Division { get; init; }

    public double Longitude { get; init; }

    public double Latitude { get; init; }

    public Hj212Edition Edition { get; init; } = Hj212Edition.Edition2017;

    public Hj212CrcVariant Crc { get; init; }

    /// <summary>PW of HJ 212; null at a copy. Never shown.</summary>
    public string? Password { get; init; }

    /// <summary>Whether frames with another password are refused.</summary>
    public bool ChecksPassword { get; init; }

    /// <summary>Units this station sends in, by factor code, as JSON.</summary>
    public string Units { get; init; } = "{}";

    /// <summary>RtdInterval it is to keep; null for the setting's.</summary>
    public int? RealtimeSeconds { get; init; }

    /// <summary>MinInterval it keeps; null for the setting's.</summary>
    public int? MinuteMinutes { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When its home last changed it.</summary>
    public DateTimeOffset AsOf { get; init; }

    public long Version { get; init; }

    public long Epoch { get; init; }

    public long OriginPosition { get; init; }

    /// <summary>As the other side of its exchanges.</summary>
    public Hj212Peer Peer => new(Mn, Password ?? "", SystemCode, Edition);

    /// <summary>Units by factor.</summary>
    public IReadOnlyDictionary<string, string> UnitsByFactor => JsonSerializer.Deserialize<Dictionary<string, string>>(Units, EventJson.Options)!;

    /// <summary>PW stays out of logs.</summary>
    public override string ToString() => $"{Mn} {Name}";
}
