using System.Text.Json;
using System.Text.Json.Nodes;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;
using NetTopologySuite.Triangulate;
using SmartCity.Contracts.Codes;

namespace SmartCity.CommandCentre.Map;

/// <summary>
/// A schematic of the divisions where no boundaries are at hand: each has what lies nearer to its seat than to any other,
/// within a day's walk of some seat, with edges drawn by hand rather than by ruler. It says where a division is, not where it ends.
/// </summary>
internal static class SeatCells
{
    private const double Margin = 0.27;
    private const double Step = 0.012;

    public static JsonObject Draw()
    {
        var divisions = Divisions.All.Where(division => division.Kind is not (DivisionKind.PrefectureCity or DivisionKind.Park)).ToList();
        var seats = divisions.ConvertAll(division => new Coordinate(division.Seat.Longitude, division.Seat.Latitude));
        var outline = new MultiPoint([.. seats.Select(seat => new Point(seat))]).ConvexHull().Buffer(Margin, 16);
        var builder = new VoronoiDiagramBuilder { ClipEnvelope = outline.EnvelopeInternal };
        builder.SetSites(seats);
        var cells = builder.GetDiagram(GeometryFactory.Default);
        var json = new JsonSerializerOptions { Converters = { new GeoJsonConverterFactory() } };
        return new()
        {
            ["type"] = "FeatureCollection",
            ["features"] = new JsonArray([.. divisions.Select(division => (JsonNode)new JsonObject
            {
                ["type"] = "Feature",
                ["properties"] = new JsonObject { ["code"] = division.Code, ["name"] = division.Name },
                ["geometry"] = JsonSerializer.SerializeToNode(Cell(cells, division, outline), json),
            })]),
        };
    }

    private static Geometry Cell(GeometryCollection cells, Division division, Geometry outline)
    {
        var seat = new Point(division.Seat.Longitude, division.Seat.Latitude);
        var cell = cells.Geometries.First(cell => cell.Covers(seat)).Intersection(outline);
        var fine = NetTopologySuite.Densify.Densifier.Densify(cell, Step).Copy();
        fine.Apply(new Hand());
        fine.GeometryChanged();
        return fine;
    }

    /// <summary>Moves every point by a little that depends on where it is: edges that two cells share stay shared.</summary>
    private sealed class Hand : ICoordinateFilter
    {
        public void Filter(Coordinate coord)
        {
            var (x, y) = (coord.X, coord.Y);
            // Gentle enough that no edge folds over another: the slopes together stay well below one.
            coord.X += 0.012 * Math.Sin(23 * y + 5 * x) + 0.004 * Math.Sin(61 * y - 37 * x);
            coord.Y += 0.012 * Math.Sin(19 * x - 7 * y) + 0.004 * Math.Sin(53 * x + 41 * y);
        }
    }
}
