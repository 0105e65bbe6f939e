using System.Diagnostics;
using NetTopologySuite.Geometries;
using SmartCity.CityManagement.Grids;
using Position = SmartCity.Contracts.Codes.Position;

namespace SmartCity.Benchmarks.CityManagement;

/// <summary>
/// Place → grid → responsible person, at the size of the city: 140 communities of 30 grids each, irregular quadrilaterals
/// that share their borders. The baseline asks every grid in turn.
/// </summary>
public static class GridLookupBenchmark
{
    private const int Communities = 140;
    private const int GridsEach = 30;
    private const int Lookups = 1_000_000;

    public static void Run()
    {
        var grids = Make();
        var map = new GridMap(grids, [], "benchmark", default);
        var places = Places(4096);
        Measure(Lookups / 10, index => map.At(places[index & 4095]) is null);
        var (indexed, missed) = Measure(Lookups, index => map.At(places[index & 4095]) is null);
        var points = places.Select(place => new Point(place.Longitude, place.Latitude)).ToArray();
        var (oneByOne, missedThere) = Measure(500, index => !grids.Any(grid => grid.Area.Covers(points[index])));
        var expected = Enumerable.Range(0, 500).Count(index => map.At(places[index]) is null);
        Console.WriteLine("| grids | lookup | ns per lookup | outside every grid |");
        Console.WriteLine("|---|---|---|---|");
        Console.WriteLine($"| {grids.Count} | index in memory | {indexed:0} | {100.0 * missed / Lookups:0.0} % |");
        Console.WriteLine($"| {grids.Count} | one grid after another | {oneByOne:0} | {100.0 * missedThere / 500:0.0} % |");
        if (expected != missedThere)
            throw new InvalidOperationException($"Expected both ways to miss the same places; they missed {expected} and {missedThere} of 500.");
    }

    private static (double Nanoseconds, int Hits) Measure(int times, Func<int, bool> ask)
    {
        var hits = 0;
        var start = Stopwatch.GetTimestamp();
        for (var index = 0; index < times; index++)
            if (ask(index))
                hits++;
        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / times, hits);
    }

    private static Position[] Places(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => new Position(112.4 + random.NextDouble() * Communities * 0.001, 26.7 + random.NextDouble() * GridsEach * 0.001))];
    }

    private static List<(Grid Grid, Geometry Area)> Make()
    {
        var random = new Random(2);
        var corners = new Coordinate[Communities + 1, GridsEach + 1];
        for (var column = 0; column <= Communities; column++)
            for (var row = 0; row <= GridsEach; row++)
                corners[column, row] = new(112.4 + (column + random.NextDouble() * 0.4) * 0.001, 26.7 + (row + random.NextDouble() * 0.4) * 0.001);
        var grids = new List<(Grid, Geometry)>();
        for (var column = 0; column < Communities; column++)
            for (var row = 0; row < GridsEach; row++)
                grids.Add((new($"430408001{column + 1:000}{row + 1:000}", "", "B", null, new("p", "")), new Polygon(new LinearRing(
                    [corners[column, row], corners[column + 1, row], corners[column + 1, row + 1], corners[column, row + 1], corners[column, row]]))));
        return grids;
    }
}
