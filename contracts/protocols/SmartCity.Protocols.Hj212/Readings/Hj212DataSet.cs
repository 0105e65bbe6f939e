namespace SmartCity.Protocols.Hj212.Readings;

/// <summary>The content of a data frame.</summary>
/// <param name="Cn">2011 real time, 2051 minutes, 2061 hour, 2031 day (and 2021, 2041 for device states).</param>
/// <param name="DataTime">Start of the period, or the instant of sampling; null when missing or no time.</param>
/// <param name="Measurements">One per factor, in the order they first stand.</param>
/// <param name="DeviceStates">States of the site's devices.</param>
public sealed record Hj212DataSet(
    int Cn, DateTimeOffset? DataTime, IReadOnlyList<Hj212Measurement> Measurements, IReadOnlyList<Hj212DeviceState> DeviceStates)
{
    /// <summary>The measurement of a factor by its 2017 code, or null.</summary>
    public Hj212Measurement? Of(string code) => Measurements.FirstOrDefault(measurement => measurement.Code == code);
}
