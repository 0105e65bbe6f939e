using Orleans;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>A station with its home here: its entry in the register and its limits are changed one after another.</summary>
internal interface IStationGrain : IGrainWithStringKey
{
    /// <summary>Enters the station or changes its entry; nothing is told when nothing changed.</summary>
    Task<Station> RegisterAsync(StationEntry entry);

    /// <summary>Sets a limit; false when there is no such station.</summary>
    Task<bool> SetLimitAsync(Limit limit);

    /// <summary>Removes a limit; false when there is none.</summary>
    Task<bool> RemoveLimitAsync(string factor, ReadingKind kind);
}

/// <summary>What is entered of a station.</summary>
internal sealed record StationEntry(
    string Name, string SystemCode, string Division, double Longitude, double Latitude, Protocols.Hj212.Hj212Edition Edition,
    Protocols.Hj212.Hj212CrcVariant Crc, string? Password, bool ChecksPassword, IReadOnlyDictionary<string, string> Units,
    int? RealtimeSeconds, int? MinuteMinutes);
