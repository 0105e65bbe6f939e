namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>The air quality index of an hour at a station (HJ 633), told again when the hour's data change.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Hour">Beginning of the hour.</param>
/// <param name="Aqi">0 to 500; null when no pollutant of the hour was measured well enough.</param>
/// <param name="Level">1 to 6; null with the index.</param>
/// <param name="Class">优 to 严重污染; null with the index.</param>
/// <param name="PrimaryPollutants">首要污染物 by symbol (PM2.5, O3…); empty up to an index of 50.</param>
/// <param name="Missing">Pollutants without an index in this hour: it may be too low by them.</param>
/// <param name="Edition"><c>HJ 633-2012</c> or <c>HJ 633-2026</c>.</param>
[EventType("environment.air-quality-reported.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record AirQualityReported(
    string StationId, string Division, DateTimeOffset Hour, int? Aqi, int? Level, string? Class,
    IReadOnlyList<string> PrimaryPollutants, IReadOnlyList<string> Missing, string Edition) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}
