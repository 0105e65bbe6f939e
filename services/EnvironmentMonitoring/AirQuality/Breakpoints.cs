namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>
/// Table 1 of HJ 633: the concentration at which the individual index reaches each of its steps, µg/m3, CO mg/m3. A shorter
/// row ends where the standard computes no index any more (SO2 of one hour, ozone of eight hours, above 800).
/// Particles have no table of their own for one hour; the field judges an hour of them by the table of the day.
/// </summary>
internal static class Breakpoints
{
    public static ReadOnlySpan<int> Index => [0, 50, 100, 150, 200, 300, 400, 500];

    /// <summary>Empty when the standard knows no index of this pollutant over this period.</summary>
    public static ReadOnlySpan<int> Of(Pollutant pollutant, AveragingPeriod period, AqiEdition edition) =>
        (pollutant, period) switch
        {
            (Pollutant.SulfurDioxide, AveragingPeriod.OneHour) => [0, 150, 500, 650, 800],
            (Pollutant.SulfurDioxide, AveragingPeriod.OneDay) => [0, 50, 150, 475, 800, 1600, 2100, 2620],
            (Pollutant.NitrogenDioxide, AveragingPeriod.OneHour) => [0, 100, 200, 700, 1200, 2340, 3090, 3840],
            (Pollutant.NitrogenDioxide, AveragingPeriod.OneDay) => [0, 40, 80, 180, 280, 565, 750, 940],
            (Pollutant.CarbonMonoxide, AveragingPeriod.OneHour) => [0, 5, 10, 35, 60, 90, 120, 150],
            (Pollutant.CarbonMonoxide, AveragingPeriod.OneDay) => [0, 2, 4, 14, 24, 36, 48, 60],
            (Pollutant.Ozone, AveragingPeriod.OneHour) => [0, 160, 200, 300, 400, 800, 1000, 1200],
            (Pollutant.Ozone, AveragingPeriod.EightHours) => [0, 100, 160, 215, 265, 800],
            (Pollutant.Pm10, AveragingPeriod.OneHour or AveragingPeriod.OneDay) => Pm10(edition),
            (Pollutant.Pm25, AveragingPeriod.OneHour or AveragingPeriod.OneDay) => Pm25(edition),
            _ => [],
        };

    private static ReadOnlySpan<int> Pm10(AqiEdition edition) => edition == AqiEdition.Hj633Of2012
        ? [0, 50, 150, 250, 350, 420, 500, 600]
        : [0, 50, 120, 250, 350, 420, 500, 600];

    private static ReadOnlySpan<int> Pm25(AqiEdition edition) => edition == AqiEdition.Hj633Of2012
        ? [0, 35, 75, 115, 150, 250, 350, 500]
        : [0, 35, 60, 115, 150, 250, 350, 500];
}
