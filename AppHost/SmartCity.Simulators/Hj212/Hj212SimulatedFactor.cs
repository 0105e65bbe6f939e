namespace SmartCity.Simulators.Hj212;

/// <summary>A factor with a plausible day: a wave of 24 hours, noise of the seed, never below zero unless told.</summary>
/// <param name="Code">Factor code as it is sent (2017, 2005 or private).</param>
/// <param name="Mean">Mean of the day, in the point's unit.</param>
/// <param name="Swing">How far the wave goes from the mean.</param>
/// <param name="Noise">How far the noise goes from the wave.</param>
/// <param name="PeakHour">Hour of the day, Beijing time, at which the wave is highest.</param>
/// <param name="Decimals">Decimals sent.</param>
/// <param name="Floor">The least value.</param>
public sealed record Hj212SimulatedFactor(
    string Code, double Mean, double Swing, double Noise, double PeakHour = 8, int Decimals = 2, double Floor = 0)
{
    /// <summary>An air-quality station: PM2.5, PM10, SO2, NO2, O3 in µg/m³, CO in mg/m³, temperature, humidity.</summary>
    public static IReadOnlyList<Hj212SimulatedFactor> Air { get; } =
    [
        new("a34004", 38, 14, 4, 8, 1), new("a34002", 66, 20, 6, 8, 1), new("a21026", 9, 3, 1, 11, 1), new("a21004", 28, 12, 3, 19, 1),
        new("a05024", 80, 50, 8, 15, 1), new("a21005", 0.8, 0.3, 0.1, 8, 3), new("a01001", 19, 5, 0.5, 15, 1, -30), new("a01002", 72, 15, 2, 5, 1),
    ];

    /// <summary>A waste-water outlet: flow L/s, pH, COD, ammonia, total phosphorus and nitrogen in mg/L.</summary>
    public static IReadOnlyList<Hj212SimulatedFactor> Wastewater { get; } =
    [
        new("w00000", 17.5, 3, 1, 10), new("w01001", 7.4, 0.3, 0.1, 14), new("w01018", 32, 6, 2, 11, 1),
        new("w21003", 2.1, 0.8, 0.2, 11), new("w21011", 0.28, 0.08, 0.02, 11, 3), new("w21001", 9, 2, 0.5, 11),
    ];

    /// <summary>Environmental noise, dB(A): louder by day.</summary>
    public static IReadOnlyList<Hj212SimulatedFactor> NoiseLevels { get; } = [new("Leq", 54, 7, 2, 14, 1), new("LA", 54, 7, 4, 14, 1)];

    /// <summary>The value at an instant: the same for the same seed, so a station's history is a function, not a store.</summary>
    public double At(DateTimeOffset time, int seed)
    {
        double hour = time.ToOffset(TimeSpan.FromHours(8)).TimeOfDay.TotalHours;
        double wave = Swing * Math.Cos(2 * Math.PI * (hour - PeakHour) / 24);
        return Math.Max(Floor, Mean + wave + Noise * Jitter(seed, time.ToUnixTimeSeconds()));
    }

    /// <summary>-1..1, from the seed, the code and the second (splitmix64).</summary>
    private double Jitter(int seed, long second)
    {
        ulong x = unchecked((ulong)second * 0x9E3779B97F4A7C15UL + (uint)seed);
        foreach (char c in Code)
        {
            x = unchecked((x ^ c) * 0xBF58476D1CE4E5B9UL);
        }

        x = unchecked((x ^ (x >> 30)) * 0x94D049BB133111EBUL);
        return ((x ^ (x >> 31)) >> 11) / (double)(1UL << 52) - 1;
    }
}
