namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>What people call the pollutants.</summary>
public static class Pollutants
{
    public static IReadOnlyList<Pollutant> All { get; } = Enum.GetValues<Pollutant>();

    /// <summary>The sign used on screens and in reports, such as PM2.5 or O3.</summary>
    public static string Symbol(this Pollutant pollutant) => pollutant switch
    {
        Pollutant.SulfurDioxide => "SO2",
        Pollutant.NitrogenDioxide => "NO2",
        Pollutant.CarbonMonoxide => "CO",
        Pollutant.Ozone => "O3",
        Pollutant.Pm10 => "PM10",
        Pollutant.Pm25 => "PM2.5",
        _ => throw new ArgumentOutOfRangeException(nameof(pollutant), pollutant, "Expected one of the six pollutants."),
    };

    public static string ChineseName(this Pollutant pollutant) => pollutant switch
    {
        Pollutant.SulfurDioxide => "二氧化硫",
        Pollutant.NitrogenDioxide => "二氧化氮",
        Pollutant.CarbonMonoxide => "一氧化碳",
        Pollutant.Ozone => "臭氧",
        Pollutant.Pm10 => "可吸入颗粒物",
        Pollutant.Pm25 => "细颗粒物",
        _ => throw new ArgumentOutOfRangeException(nameof(pollutant), pollutant, "Expected one of the six pollutants."),
    };

    /// <summary>CO is reported in mg/m3, the others in µg/m3.</summary>
    public static string Unit(this Pollutant pollutant) => pollutant == Pollutant.CarbonMonoxide ? "mg/m³" : "µg/m³";
}
