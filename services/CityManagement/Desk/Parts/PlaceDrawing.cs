using System.Globalization;
using System.Net;
using System.Text;
using SmartCity.CityManagement.Grids;
using SmartCity.Contracts.Codes;

namespace SmartCity.CityManagement.Desk.Parts;

/// <summary>A piece of the city as SVG: grids and a place. Needs no tiles and no WebGL, and prints.</summary>
internal sealed class PlaceDrawing(Position centre, double metres)
{
    public const int Width = 800;
    public const int Height = 500;
    private const double MetresPerDegree = 111_195;

    private readonly double halfLatitude = metres * Height / Width / MetresPerDegree;
    private readonly double halfLongitude = metres / MetresPerDegree / Math.Max(0.1, Math.Cos(double.DegreesToRadians(centre.Latitude)));

    /// <summary><c>west,south,east,north</c>, as the API takes it.</summary>
    public string Box => string.Join(',', new[] { centre.Longitude - halfLongitude, centre.Latitude - halfLatitude, centre.Longitude + halfLongitude, centre.Latitude + halfLatitude }
        .Select(side => Math.Round(side, 6).ToString(CultureInfo.InvariantCulture)));

    /// <summary>The place at a fraction of width and height, from the upper left.</summary>
    public Position At(double right, double down) =>
        new(Math.Round(centre.Longitude + (2 * right - 1) * halfLongitude, 6), Math.Round(centre.Latitude + (1 - 2 * down) * halfLatitude, 6));

    public string Draw(OutlinesView? outlines, Position? place, string? chosen)
    {
        var svg = new StringBuilder();
        foreach (var grid in outlines?.Grids ?? [])
            Outline(svg, grid, grid.Code == chosen);
        if (outlines is null or { Grids.Count: 0 })
            foreach (var division in Divisions.All.Where(division => division.Parent is not null))
                Label(svg, division.Seat, division.Name, "map-division");
        foreach (var grid in outlines?.Grids ?? [])
            GridLabel(svg, grid);
        if (place is { } at)
        {
            var (x, y) = Project(at);
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"map-place\"><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"22\" class=\"map-halo\"/><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"8\"/></g>");
        }
        Scale(svg);
        return svg.ToString();
    }

    private void Outline(StringBuilder svg, OutlineView grid, bool isChosen)
    {
        svg.Append(isChosen ? "<path class=\"map-grid map-chosen\" d=\"" : "<path class=\"map-grid\" d=\"");
        foreach (var ring in grid.Rings)
        {
            for (var index = 0; index < ring.Count - 1; index++)
            {
                var (x, y) = Project(ring[index]);
                svg.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
            }
            svg.Append('Z');
        }
        svg.Append("\" fill-rule=\"evenodd\"><title>").Append(WebUtility.HtmlEncode($"{grid.Name} {grid.Code} {grid.Community} {grid.Responsible}")).Append("</title></path>");
    }

    // Written only where it fits into its grid and into the picture.
    private void GridLabel(StringBuilder svg, OutlineView grid)
    {
        var points = grid.Rings[0].Select(Project).ToList();
        var (left, right, top, bottom) = (points.Min(point => point.X), points.Max(point => point.X), points.Min(point => point.Y), points.Max(point => point.Y));
        var (x, y, room) = ((left + right) / 2, (top + bottom) / 2, right - left);
        // Names of grids repeat that of the community: the end tells them apart, and the whole shows when the pointer rests on one.
        var name = grid.Name[Math.Max(0, grid.Name.LastIndexOf('第'))..];
        if (room >= name.Length * 15 && bottom - top >= 30 && x - name.Length * 7.5 > 4 && x + name.Length * 7.5 < Width - 4 && y is > 24 and < Height - 40)
            Text(svg, x, y, name, "map-label");
    }

    private void Label(StringBuilder svg, Position at, string text, string style)
    {
        var (x, y) = Project(at);
        if (x is > 0 and < Width && y is > 0 and < Height)
            Text(svg, x, y, text, style);
    }

    private static void Text(StringBuilder svg, double x, double y, string text, string style) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{style}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(text)}</text>");

    private void Scale(StringBuilder svg)
    {
        var wanted = metres / 2;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        var length = wanted / unit >= 5 ? 5 * unit : wanted / unit >= 2 ? 2 * unit : unit;
        var pixels = length / (2 * metres) * Width;
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"map-scale\" d=\"M20 {Height - 28}v8h{pixels:0.#}v-8\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"map-scale-text\" x=\"{30 + pixels:0.#}\" y=\"{Height - 18}\">{(length >= 1000 ? $"{length / 1000:0.#} km" : $"{length:0} m")}</text>");
    }

    private (double X, double Y) Project(Position place) =>
        ((place.Longitude - centre.Longitude + halfLongitude) / (2 * halfLongitude) * Width, (centre.Latitude + halfLatitude - place.Latitude) / (2 * halfLatitude) * Height);
}
