using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols.Hj212.Readings;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>Makes a reading out of what a station sent: units, our own judgement, what its clock is worth. Pure.</summary>
internal static class Drafting
{
    private const int DefaultMinutes = 10;
    private static readonly TimeSpan AheadOfUs = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan OldestInstant = TimeSpan.FromDays(31);
    private static readonly TimeSpan OldestPeriod = TimeSpan.FromDays(10 * 366);

    /// <summary>The reading of a data set; null when it holds neither values nor device states.</summary>
    /// <param name="station">Who sent it.</param>
    /// <param name="kind">What it is of.</param>
    /// <param name="data">What was sent.</param>
    /// <param name="time">DataTime, or what stands in for it.</param>
    /// <param name="received">When it came, by our clock.</param>
    /// <param name="options">Units and what is late.</param>
    public static Draft? Of(Station station, ReadingKind kind, Hj212DataSet data, DateTimeOffset time, DateTimeOffset received, EnvironmentMonitoringOptions options)
    {
        var units = station.UnitsByFactor;
        List<FactorReading> values =
        [
            .. data.Measurements.Select(measured => Value(measured, Units.Of(measured.Code, station.SystemCode, units, options.Units))),
            .. data.DeviceStates.Select(state => new FactorReading($"{state.Device}-{state.Field}", state.Value, state.Field == "RT" ? "h" : "1", state.Value is not null)),
        ];
        var period = kind.Period(station.MinuteMinutes ?? options.Initialise.MinuteMinutes ?? DefaultMinutes);
        var wild = IsWild(period, time, received);
        return values.Count == 0 ? null : new Draft(station, kind, time, received, !wild && received - (time + period) > options.LateAfter, wild, values);
    }

    // Device clocks are wrong by minutes often and by decades now and then; back-fill is old by right, so the bound is wide for it.
    private static bool IsWild(TimeSpan period, DateTimeOffset time, DateTimeOffset received) =>
        time - received > AheadOfUs || received - time > (period == TimeSpan.Zero ? OldestInstant : OldestPeriod);

    private static FactorReading Value(Hj212Measurement measured, string unit)
    {
        var value = measured.Rtd ?? measured.Avg ?? measured.Data ?? measured.ZsRtd ?? measured.ZsAvg;
        return new FactorReading(
            measured.Code, value, unit, value is not null && measured.Flag is (Hj212DataFlag.None or Hj212DataFlag.Normal), measured.FlagText,
            measured.Min ?? measured.ZsMin, measured.Max ?? measured.ZsMax, measured.Cou, measured.Cou is null ? null : Units.OfTotal(measured.Code),
            measured.ZsRtd ?? measured.ZsAvg, Others: Others(measured));
    }

    private static Dictionary<string, string>? Others(Hj212Measurement measured)
    {
        var others = new Dictionary<string, string>(measured.Others);
        if (measured.OldCode is { } old)
            others["OldCode"] = old;
        if (measured.EFlag is { } mark)
            others["EFlag"] = mark;
        if (measured.DayData is { } day)
            others["DayData"] = day.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (measured.NightData is { } night)
            others["NightData"] = night.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (measured.SampleTime is { } sampled)
            others["SampleTime"] = sampled.ToString("O");
        return others.Count == 0 ? null : others;
    }
}
