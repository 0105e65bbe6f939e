namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>Means of one hour, µg/m3, CO mg/m3; null where there is no valid value.</summary>
/// <param name="SulfurDioxideOneDay">
/// Mean of the last 24 hours; stands in when the hour is above 800, where the standard computes no index of it.
/// </param>
public sealed record HourlyConcentrations(
    decimal? SulfurDioxide, decimal? NitrogenDioxide, decimal? CarbonMonoxide, decimal? Ozone,
    decimal? Pm10, decimal? Pm25, decimal? SulfurDioxideOneDay = null);

/// <summary>Means of one day, ozone the day's greatest mean of eight hours; µg/m3, CO mg/m3; null where there is no valid value.</summary>
/// <param name="OzoneOneHour">
/// The day's greatest hour; stands in when the eight hours are above 800, where the standard computes no index of them.
/// </param>
public sealed record DailyConcentrations(
    decimal? SulfurDioxide, decimal? NitrogenDioxide, decimal? CarbonMonoxide, decimal? OzoneEightHours,
    decimal? Pm10, decimal? Pm25, decimal? OzoneOneHour = null);
