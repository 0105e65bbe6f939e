namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>One pollutant's part in an index.</summary>
public readonly record struct SubIndex(Pollutant Pollutant, AveragingPeriod Period, decimal Concentration, int Value);

/// <summary>
/// The air quality index (AQI, 空气质量指数): the greatest of the individual indices (HJ 633 formula 2). Whether enough of
/// an hour or a day was measured for its means to count is decided before (HJ 663), here a value counts or is null.
/// </summary>
public sealed class AirQualityIndex
{
    private AirQualityIndex(AqiEdition edition, IReadOnlyList<SubIndex> subIndices)
    {
        Edition = edition;
        SubIndices = subIndices;
        Value = subIndices.Max(sub => sub.Value);
        Level = AqiLevel.Of(Value);
        PrimaryPollutants = Value > 50 ? [.. subIndices.Where(sub => sub.Value == Value).Select(sub => sub.Pollutant)] : [];
        ExceedingPollutants = [.. subIndices.Where(sub => sub.Value > 100).Select(sub => sub.Pollutant)];
        Missing = [.. Pollutants.All.Except(subIndices.Select(sub => sub.Pollutant))];
    }

    public AqiEdition Edition { get; }

    /// <summary>0 to 500.</summary>
    public int Value { get; }

    public AqiLevel Level { get; }

    public IReadOnlyList<SubIndex> SubIndices { get; }

    /// <summary>首要污染物: those with the greatest individual index, several when equal; none while the index is 50 or less.</summary>
    public IReadOnlyList<Pollutant> PrimaryPollutants { get; }

    /// <summary>超标污染物: those whose individual index is above 100.</summary>
    public IReadOnlyList<Pollutant> ExceedingPollutants { get; }

    /// <summary>Pollutants without an index here: the index may be too low by them.</summary>
    public IReadOnlyList<Pollutant> Missing { get; }

    /// <summary>The index of an hour (实时报); null when no pollutant has one. Particles are judged by the table of the day.</summary>
    public static AirQualityIndex? ForHour(HourlyConcentrations hour, AqiEdition edition) => Of(edition,
    [
        Sub(Pollutant.SulfurDioxide, AveragingPeriod.OneHour, hour.SulfurDioxide, edition)
            ?? StandIn(hour.SulfurDioxide, Pollutant.SulfurDioxide, AveragingPeriod.OneDay, hour.SulfurDioxideOneDay, edition),
        Sub(Pollutant.NitrogenDioxide, AveragingPeriod.OneHour, hour.NitrogenDioxide, edition),
        Sub(Pollutant.CarbonMonoxide, AveragingPeriod.OneHour, hour.CarbonMonoxide, edition),
        Sub(Pollutant.Ozone, AveragingPeriod.OneHour, hour.Ozone, edition),
        Sub(Pollutant.Pm10, AveragingPeriod.OneHour, hour.Pm10, edition),
        Sub(Pollutant.Pm25, AveragingPeriod.OneHour, hour.Pm25, edition),
    ]);

    /// <summary>The index of a day (日报); null when no pollutant has one.</summary>
    public static AirQualityIndex? ForDay(DailyConcentrations day, AqiEdition edition) => Of(edition,
    [
        Sub(Pollutant.SulfurDioxide, AveragingPeriod.OneDay, day.SulfurDioxide, edition),
        Sub(Pollutant.NitrogenDioxide, AveragingPeriod.OneDay, day.NitrogenDioxide, edition),
        Sub(Pollutant.CarbonMonoxide, AveragingPeriod.OneDay, day.CarbonMonoxide, edition),
        Sub(Pollutant.Ozone, AveragingPeriod.EightHours, day.OzoneEightHours, edition)
            ?? StandIn(day.OzoneEightHours, Pollutant.Ozone, AveragingPeriod.OneHour, day.OzoneOneHour, edition),
        Sub(Pollutant.Pm10, AveragingPeriod.OneDay, day.Pm10, edition),
        Sub(Pollutant.Pm25, AveragingPeriod.OneDay, day.Pm25, edition),
    ]);

    private static AirQualityIndex? Of(AqiEdition edition, IEnumerable<SubIndex?> parts)
    {
        SubIndex[] computed = [.. parts.OfType<SubIndex>()];
        return computed.Length == 0 ? null : new(edition, computed);
    }

    private static SubIndex? Sub(Pollutant pollutant, AveragingPeriod period, decimal? concentration, AqiEdition edition) =>
        concentration is { } value && IndividualIndex.Of(pollutant, period, value, edition) is { } index
            ? new(pollutant, period, value, index)
            : null;

    // Notes 2 and 3 of table 1: another period reports only for one that is off its table, never for one that is missing.
    private static SubIndex? StandIn(
        decimal? offTable, Pollutant pollutant, AveragingPeriod period, decimal? concentration, AqiEdition edition) =>
        offTable > 800 ? Sub(pollutant, period, concentration, edition) : null;
}
