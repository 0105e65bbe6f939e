using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Stations;

namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The index of an hour out of what a station sent for it. Pure.</summary>
internal static class HourlyIndex
{
    // HJ 663: an hour's mean counts when at least three quarters of the hour were measured (45 minutes).
    private const int Quarters = 3;

    private static readonly Dictionary<Pollutant, string> Factors = new()
    {
        [Pollutant.SulfurDioxide] = "a21026", [Pollutant.NitrogenDioxide] = "a21004", [Pollutant.CarbonMonoxide] = "a21005",
        [Pollutant.Ozone] = "a05024", [Pollutant.Pm10] = "a34002", [Pollutant.Pm25] = "a34004",
    };

    /// <summary>The index; null when no pollutant counts.</summary>
    /// <param name="hour">Beginning of the hour: decides the edition.</param>
    /// <param name="means">The hour's values as sent (CN 2061).</param>
    /// <param name="minutes">The hour's minute readings; empty when the station sends none, then its own mark is believed.</param>
    /// <param name="expectedMinutes">How many minute readings an hour has.</param>
    public static AirQualityIndex? Of(DateTimeOffset hour, IReadOnlyList<FactorReading> means, IReadOnlyList<IReadOnlyList<FactorReading>> minutes, int expectedMinutes)
    {
        decimal? Mean(Pollutant pollutant)
        {
            var value = means.FirstOrDefault(mean => mean.Factor == Factors[pollutant]);
            return value is { Valid: true } && IsComplete(Factors[pollutant], minutes, expectedMinutes)
                ? Units.Convert(value.Value!.Value, value.Unit, pollutant.Unit())
                : null;
        }
        var concentrations = new HourlyConcentrations(Mean(Pollutant.SulfurDioxide), Mean(Pollutant.NitrogenDioxide), Mean(Pollutant.CarbonMonoxide),
            Mean(Pollutant.Ozone), Mean(Pollutant.Pm10), Mean(Pollutant.Pm25));
        return AirQualityIndex.ForHour(concentrations, AqiEditions.InForceAt(hour));
    }

    /// <summary>Whether enough of the hour's minutes are valid for a factor.</summary>
    public static bool IsComplete(string factor, IReadOnlyList<IReadOnlyList<FactorReading>> minutes, int expected) =>
        minutes.Count == 0 || minutes.Count(minute => minute.Any(value => value.Factor == factor && value.Valid)) * 4 >= expected * Quarters;

    public static string Name(AqiEdition edition) => edition == AqiEdition.Hj633Of2012 ? "HJ 633-2012" : "HJ 633-2026";
}
