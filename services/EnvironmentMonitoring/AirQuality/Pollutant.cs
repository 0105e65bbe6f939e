namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The six pollutants of the air quality index (GB 3095).</summary>
public enum Pollutant : byte
{
    SulfurDioxide,
    NitrogenDioxide,
    CarbonMonoxide,
    Ozone,
    Pm10,
    Pm25,
}

/// <summary>What a concentration is the mean of; an index is defined for some periods of each pollutant only.</summary>
public enum AveragingPeriod : byte
{
    OneHour,

    /// <summary>For ozone: the day's greatest running mean of eight hours.</summary>
    EightHours,
    OneDay,
}
