using System.Collections.Concurrent;
using System.Globalization;
using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Factors;

namespace SmartCity.Simulators.Hj212;

/// <summary>What the station has measured: its curves and what was forced upon them, for any instant or period.</summary>
internal sealed class Hj212Memory(Hj212StationOptions options)
{
    private readonly ConcurrentQueue<Force> _forces = [];

    private sealed record Force(string Code, double Value, DateTimeOffset From, DateTimeOffset To);

    public void Add(string code, double value, DateTimeOffset from, DateTimeOffset to) => _forces.Enqueue(new(code, value, from, to));

    /// <summary>The CP of 2011 at an instant.</summary>
    public string Realtime(DateTimeOffset at) => Join(at, options.Factors.Select(factor =>
        $"{factor.Code}-Rtd={Text(factor, At(factor, at))},{factor.Code}-Flag=N"));

    /// <summary>The CP of 2051, 2061 or 2031 for a period.</summary>
    public string Period(DateTimeOffset begin, TimeSpan length) => Join(begin, options.Factors.Select(factor =>
    {
        double[] samples = [.. Enumerable.Range(0, 60).Select(i => At(factor, begin + length * (i / 60.0)))];
        return Hj212Factors.Find(factor.Code)?.Category == "noise"
            ? $"{factor.Code}-Data={Text(factor, samples.Average())}"
            : $"{factor.Code}-Min={Text(factor, samples.Min())},{factor.Code}-Avg={Text(factor, samples.Average())},"
                + $"{factor.Code}-Max={Text(factor, samples.Max())},{factor.Code}-Flag=N";
    }));

    private double At(Hj212SimulatedFactor factor, DateTimeOffset at)
    {
        Force? force = _forces.LastOrDefault(force => force.Code == factor.Code && force.From <= at && at < force.To);
        return force?.Value ?? factor.At(at, options.Seed);
    }

    private static string Join(DateTimeOffset dataTime, IEnumerable<string> groups) =>
        string.Join(';', groups.Prepend($"DataTime={Hj212Time.Format(dataTime)}"));

    private static string Text(Hj212SimulatedFactor factor, double value) =>
        value.ToString("F" + factor.Decimals, CultureInfo.InvariantCulture);
}
