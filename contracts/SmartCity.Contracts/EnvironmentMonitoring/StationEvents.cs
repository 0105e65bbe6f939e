namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>A monitoring station was entered in the register, or its entry was changed. Its password never leaves its home.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Name">What people call it.</param>
/// <param name="SystemCode">ST of HJ 212-2017 table 5: <c>22</c> air quality, <c>32</c> waste water, <c>23</c> noise…</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Longitude">WGS-84 longitude, degrees.</param>
/// <param name="Latitude">WGS-84 latitude, degrees.</param>
/// <param name="At">When.</param>
[EventType("environment.station-registered.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record StationRegistered(
    string StationId, string Name, string SystemCode, string Division, double Longitude, double Latitude, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>Nothing has come from a station for longer than it may be silent.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="StationName">What people call it.</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="LastFrameAt">When the last frame came, by the hub's clock.</param>
/// <param name="At">When the silence was noticed.</param>
[EventType("environment.station-silent.v1", Lane.Alarm, Travels = Travels.Up)]
public sealed record StationSilent(string StationId, string StationName, string Division, DateTimeOffset LastFrameAt, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>A silent station speaks again.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="StationName">What people call it.</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="SilentSince">When the last frame before the silence came.</param>
/// <param name="At">When the first frame after it came.</param>
[EventType("environment.station-back.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record StationBack(string StationId, string StationName, string Division, DateTimeOffset SilentSince, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}
