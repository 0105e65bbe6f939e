namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The individual air quality index (IAQI, 空气质量分指数) of one pollutant, HJ 633 formula 1, rounded up.</summary>
public static class IndividualIndex
{
    /// <summary>The greatest index there is; concentrations beyond the table stay at it.</summary>
    public const int Highest = 500;

    /// <summary>
    /// The index of a concentration in µg/m3 (CO mg/m3), 0 to 500. Null where the standard computes none: SO2 of one hour or
    /// ozone of eight hours above 800, a period the pollutant has no table for, a negative concentration (a drifting zero).
    /// Decimal because binary fractions round an exact step up to the next index.
    /// </summary>
    public static int? Of(Pollutant pollutant, AveragingPeriod period, decimal concentration, AqiEdition edition)
    {
        var steps = Breakpoints.Of(pollutant, period, edition);
        if (steps.IsEmpty || concentration < 0)
            return null;
        for (var i = 1; i < steps.Length; i++)
        {
            if (concentration <= steps[i])
                return Between(steps[i - 1], steps[i], Breakpoints.Index[i - 1], Breakpoints.Index[i], concentration);
        }

        return steps.Length == Breakpoints.Index.Length ? Highest : null;
    }

    private static int Between(int from, int to, int fromIndex, int toIndex, decimal concentration) =>
        (int)decimal.Ceiling(((toIndex - fromIndex) * (concentration - from) / (to - from)) + fromIndex);
}
