namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>A factor of a station went over its limit: an exceedance began.</summary>
/// <param name="ExceedanceId">Id of the exceedance, unique for ever: <c>station-factor-start</c>.</param>
/// <param name="StationId">The station (its MN).</param>
/// <param name="StationName">What people call the station.</param>
/// <param name="Factor">HJ 212 factor code, for example <c>a34004</c>.</param>
/// <param name="FactorName">Chinese name of the factor.</param>
/// <param name="Value">The first value over the limit.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Unit">Unit of both, for example <c>µg/m³</c>.</param>
/// <param name="Division">GB/T 2260 code of the station's division.</param>
/// <param name="Longitude">WGS-84 longitude of the station, degrees.</param>
/// <param name="Latitude">WGS-84 latitude of the station, degrees.</param>
/// <param name="At">Time of the measurement by the station's clock.</param>
[EventType("environment.limit-exceeded.v1", Lane.Alarm, Travels = Travels.Up)]
public sealed record LimitExceeded(
    string ExceedanceId, string StationId, string StationName, string Factor, string FactorName, decimal Value, decimal Limit, string Unit,
    string Division, double Longitude, double Latitude, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>An exceedance is over: the factor came back below its limit.</summary>
/// <param name="ExceedanceId">Id of the exceedance.</param>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Factor">HJ 212 factor code.</param>
/// <param name="Peak">The highest value.</param>
/// <param name="PeakAt">When it was measured.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Unit">Unit of both.</param>
/// <param name="Division">GB/T 2260 code of the station's division.</param>
/// <param name="BeganAt">First measurement over the limit.</param>
/// <param name="EndedAt">First measurement below it again.</param>
[EventType("environment.exceedance-ended.v1", Lane.Alarm, Travels = Travels.Up)]
public sealed record ExceedanceEnded(
    string ExceedanceId, string StationId, string Factor, decimal Peak, DateTimeOffset PeakAt, decimal Limit, string Unit,
    string Division, DateTimeOffset BeganAt, DateTimeOffset EndedAt) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}
