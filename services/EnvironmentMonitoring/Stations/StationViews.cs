using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>A station as HTTP shows it. <c>Home</c> is the node it belongs to, <c>AsOf</c> the age of what is shown.</summary>
internal sealed record StationView(
    string StationId, string Name, string SystemCode, string Division, double Longitude, double Latitude, string Crs, Hj212Edition Edition, Hj212CrcVariant Crc,
    bool ChecksPassword, IReadOnlyDictionary<string, string> Units, int? RealtimeSeconds, int? MinuteMinutes, DateTimeOffset RegisteredAt,
    string Home, DateTimeOffset AsOf, bool? Connected, DateTimeOffset? LastFrameAt, DateTimeOffset? SilentSince, LineView? Line)
{
    public static StationView Of(Station station, StationStatus? status, DateTimeOffset asOf, StationSession? session, bool isHome) => new(
        station.Mn, station.Name, station.SystemCode, station.Division, station.Longitude, station.Latitude, "WGS-84", station.Edition, station.Crc,
        station.ChecksPassword, station.UnitsByFactor, station.RealtimeSeconds, station.MinuteMinutes, Instants.Shown(station.RegisteredAt),
        station.Home, Instants.Shown(asOf), isHome ? session?.Line is not null : null, Instants.Shown(session?.LastFrameAt ?? status?.LastFrameAt),
        Instants.Shown(status?.SilentSince), session is null ? null : LineView.Of(session));
}

/// <summary>A station's line, as this process has seen it since it started.</summary>
internal sealed record LineView(string? Remote, long GoodFrames, long BadFrames, long DeviatingFrames, string Deviations, DateTimeOffset? ClockSetAt, IReadOnlyList<string> Initialisation)
{
    public static LineView Of(StationSession session) => new(
        session.Line?.Remote, session.GoodFrames, session.Bad.Count, session.Deviating, session.Deviations.ToString(), Instants.Shown(session.ClockSetAt), session.Initialisation);
}

/// <summary>What is asked for to enter a station. Its password is written here and shown nowhere.</summary>
internal sealed record StationRequest(
    string? Name, string? SystemCode, string? Division, double? Longitude, double? Latitude, string? Edition = null, string? Crc = null, string? Password = null,
    bool ChecksPassword = false, IReadOnlyDictionary<string, string>? Units = null, int? RealtimeSeconds = null, int? MinuteMinutes = null);
