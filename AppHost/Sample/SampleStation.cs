using System.Globalization;
using SmartCity.Contracts.Codes;
using SmartCity.Simulators.Hj212;

namespace SmartCity.AppHost.Sample;

/// <summary>A monitoring station that exists only here.</summary>
/// <param name="Mn">Its MN: the division, 5A for sample, a number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SystemCode">ST of HJ 212: 22 air, 32 waste water, 23 noise.</param>
/// <param name="Division">Where it stands.</param>
/// <param name="Place">Position, inside a grid.</param>
/// <param name="Seed">Of its curves.</param>
internal sealed record SampleStation(string Mn, string Name, string SystemCode, string Division, Position Place, int Seed)
{
    public const string Password = "123456";
    private static readonly (string SystemCode, string Kind)[] Kinds = [("22", "空气自动监测站"), ("32", "污水排放口"), ("23", "噪声监测点")];

    /// <summary>What it measures.</summary>
    public IReadOnlyList<Hj212SimulatedFactor> Factors => SystemCode switch
    {
        "32" => Hj212SimulatedFactor.Wastewater,
        "23" => Hj212SimulatedFactor.NoiseLevels,
        _ => [.. Hj212SimulatedFactor.Air.Select(factor => factor.Code is "a01001" or "a01002" ? factor : factor with { Mean = factor.Mean * Air, Swing = factor.Swing * Air })],
    };

    // The air is not the same all over the city; half of the usual to the usual, which keeps the limits.
    private double Air => 0.5 + int.Parse(Division, CultureInfo.InvariantCulture) * 7 % 10 / 18.0;

    /// <summary>Three stations of a division, one of each kind, each in the middle of a grid.</summary>
    public static IEnumerable<SampleStation> Of(string division, int seed, SampleLattice lattice, Random random) =>
        Kinds.Select((kind, index) => new SampleStation(
            string.Create(CultureInfo.InvariantCulture, $"{division}5A{index + 1:D16}"),
            Divisions.Find(division)!.Name + kind.Kind + SampleCity.Mark,
            kind.SystemCode, division, lattice.Middle(random.Next(lattice.Columns), random.Next(lattice.Rows)), seed + index));
}
