using SmartCity.Contracts.Codes;

namespace SmartCity.AppHost.Sample;

/// <summary>A sheet of four-cornered cells that share their corners, so that neighbours meet without gap or overlap. WGS-84.</summary>
internal sealed class SampleLattice
{
    /// <summary>Side of a community, metres: 100 square kilometres for 140 of them.</summary>
    public const double CommunityMetres = 845;

    private const double DegreesOfLatitudePerMetre = 1 / 111_000.0;

    // Corners move by less than half a side, so that no border can cross another.
    private const double Jitter = 0.22;
    private readonly Position[,] corners;

    public SampleLattice(Position centre, int columns, int rows, Random random)
    {
        var high = CommunityMetres / SampleCity.GridsAcross * DegreesOfLatitudePerMetre;
        var wide = high / Math.Cos(double.DegreesToRadians(centre.Latitude));
        corners = new Position[columns + 1, rows + 1];
        for (var x = 0; x <= columns; x++)
            for (var y = 0; y <= rows; y++)
                corners[x, y] = new(
                    Math.Round(centre.Longitude + (x - columns / 2.0 + Shift(x, columns)) * wide, 6),
                    Math.Round(centre.Latitude + (y - rows / 2.0 + Shift(y, rows)) * high, 6));

        double Shift(int at, int last) => at == 0 || at == last ? 0 : (random.NextDouble() * 2 - 1) * Jitter;
    }

    public int Columns => corners.GetLength(0) - 1;

    public int Rows => corners.GetLength(1) - 1;

    /// <summary>The border of a cell, counter-clockwise, its first corner again at the end.</summary>
    public IReadOnlyList<Position> Cell(int x, int y) => [corners[x, y], corners[x + 1, y], corners[x + 1, y + 1], corners[x, y + 1], corners[x, y]];

    /// <summary>A place well inside a cell: the mean of its corners.</summary>
    public Position Middle(int x, int y)
    {
        var border = Cell(x, y);
        return new(Math.Round(border.Take(4).Average(corner => corner.Longitude), 6), Math.Round(border.Take(4).Average(corner => corner.Latitude), 6));
    }
}
