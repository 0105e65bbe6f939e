using NetTopologySuite.Geometries;
using SmartCity.CityManagement.Grids;

namespace SmartCity.CityManagement.Tests.Grids;

/// <summary>Grids that share their borders: a lattice whose corners are moved a little by a seed, so that no cell is a rectangle.</summary>
internal static class Lattice
{
    public static IReadOnlyList<(Grid Grid, Geometry Area)> Make(int columns, int rows, int seed, double west = 112.4, double south = 26.7, double size = 0.001)
    {
        var random = new Random(seed);
        var corners = new Coordinate[columns + 1, rows + 1];
        for (var column = 0; column <= columns; column++)
            for (var row = 0; row <= rows; row++)
                corners[column, row] = new(west + (column + random.NextDouble() * 0.4) * size, south + (row + random.NextDouble() * 0.4) * size);
        var grids = new List<(Grid, Geometry)>();
        for (var column = 0; column < columns; column++)
            for (var row = 0; row < rows; row++)
                grids.Add((new($"430408{1 + row % 9:000}{1 + column:000}{1 + row:000}", "", "B", null, new("p" + column, "")), new Polygon(new LinearRing(
                    [corners[column, row], corners[column + 1, row], corners[column + 1, row + 1], corners[column, row + 1], corners[column, row]]))));
        return grids;
    }
}
