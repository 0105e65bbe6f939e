namespace SmartCity.Simulators.Gb20999;

/// <summary>One detector's count of a period: vehicles, share of time occupied in percent, mean speed in km/h.</summary>
public readonly record struct DetectorCount(byte Detector, int Vehicles, int Occupancy, int Speed);

/// <summary>Traffic over the detectors of a crossing: a day with two peaks, each detector a little different, seeded.</summary>
internal sealed class DetectorTraffic(int detectors, double flowPerHour, Random random)
{
    private readonly double[] _weights = [.. Enumerable.Range(0, detectors).Select(_ => 0.5 + random.NextDouble())];

    public IEnumerable<DetectorCount> Count(TimeSpan period, TimeSpan timeOfDay)
    {
        for (int i = 0; i < _weights.Length; i++)
        {
            double expected = flowPerHour * _weights[i] * DayShape(timeOfDay.TotalHours) * period.TotalHours;
            int vehicles = Poisson(expected);
            double perHour = vehicles / period.TotalHours;
            int speed = vehicles == 0 ? 0 : (int)Math.Clamp(55 - perHour / 40 + random.NextDouble() * 6, 5, 70);
            int occupancy = vehicles == 0 ? 0 : (int)Math.Clamp(perHour * 6 / (Math.Max(speed, 1) * 10.0), 1, 100);
            yield return new DetectorCount((byte)(i + 1), vehicles, occupancy, speed);
        }
    }

    public ulong Presence(TimeSpan timeOfDay)
    {
        ulong bits = 0;
        for (int i = 0; i < _weights.Length; i++)
        {
            bits |= random.NextDouble() < 0.15 * _weights[i] * DayShape(timeOfDay.TotalHours) ? 1UL << i : 0;
        }

        return bits;
    }

    /// <summary>1 at noon, peaks at 8 and 18 o'clock, little at night.</summary>
    internal static double DayShape(double hour)
    {
        double Peak(double at, double width) => Math.Exp(-Math.Pow((hour - at) / width, 2));
        return 0.08 + 1.2 * Peak(8, 1.5) + 0.92 * Peak(12.5, 4) + 1.2 * Peak(18, 1.8);
    }

    private int Poisson(double mean)
    {
        double limit = Math.Exp(-Math.Min(mean, 500)), product = random.NextDouble();
        int count = 0;
        for (; product > limit; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
