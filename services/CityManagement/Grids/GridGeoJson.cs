using System.Text.Json;
using NetTopologySuite.Geometries;
using SmartCity.CityManagement.WorkingTime;
using SmartCity.Contracts.Codes;
using Coordinates = SmartCity.Contracts.Codes.Coordinates;
using Position = SmartCity.Contracts.Codes.Position;
using SmartCity.Protocols.Gbt30428;

namespace SmartCity.CityManagement.Grids;

/// <summary>One grid as it was read.</summary>
internal sealed record GridArea(string Code, string Name, string Level, Geometry Area);

/// <summary>
/// Reads a FeatureCollection (RFC 7946) of polygons. Its member <c>coordinateSystem</c> (<c>wgs84</c>, <c>gcj02</c>,
/// <c>cgcs2000</c>, <c>bd09</c>) says what the coordinates are in; without it WGS-84, as the RFC has it. Goes on after a mistake.
/// </summary>
internal sealed class GridGeoJson(List<FileMistake> mistakes)
{
    private CoordinateSystem system;

    public IReadOnlyList<GridArea> Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return Read(document.RootElement);
        }
        catch (JsonException exception)
        {
            mistakes.Add(new($"grids, line {(exception.LineNumber ?? 0) + 1}", "the file", "", "GeoJSON: " + exception.Message));
            return [];
        }
    }

    private List<GridArea> Read(JsonElement root)
    {
        if (Text(root, "type") != "FeatureCollection" || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
        {
            mistakes.Add(new("grids", "type", Text(root, "type"), "a FeatureCollection with a list of features"));
            return [];
        }
        var named = Text(root, "coordinateSystem");
        if (named.Length > 0 && (!Enum.TryParse(named, ignoreCase: true, out system) || char.IsAsciiDigit(named[0])))
            mistakes.Add(new("grids", "coordinateSystem", named, "one of wgs84, gcj02, cgcs2000, bd09"));
        var found = new Dictionary<string, GridArea>(StringComparer.Ordinal);
        foreach (var (feature, index) in features.EnumerateArray().Select((feature, index) => (feature, index)))
        {
            var where = $"grids, features[{index}]";
            if (ReadOne(feature, where) is { } area && !found.TryAdd(area.Code, area))
                mistakes.Add(new(where, "properties.code", area.Code, "each grid once"));
        }
        return [.. found.Values];
    }

    private GridArea? ReadOne(JsonElement feature, string where)
    {
        var before = mistakes.Count;
        var properties = Member(feature, "properties");
        var error = GridCode.TryParse(Text(properties, "code"), out var code);
        if (code is null)
            mistakes.Add(new(where, "properties.code", Text(properties, "code"), $"the 15 digits of a grid (wrong: {error})"));
        var level = Text(properties, "level") is { Length: > 0 } named ? named : "B";
        if (level is not ("A" or "B" or "C"))
            mistakes.Add(new(where, "properties.level", level, "A, B or C"));
        var area = Area(Member(feature, "geometry"), where);
        if (mistakes.Count > before)
            return null;
        var name = Text(properties, "name");
        return new(code!.Value, name.Length > 0 ? name : code.Value, level, area!);
    }

    private Geometry? Area(JsonElement geometry, string where)
    {
        var coordinates = Member(geometry, "coordinates");
        Geometry? area = Text(geometry, "type") switch
        {
            "Polygon" => Polygon(coordinates, where),
            "MultiPolygon" when coordinates.ValueKind == JsonValueKind.Array =>
                coordinates.EnumerateArray().Select(part => Polygon(part, where)).ToList() is { Count: > 0 } parts && parts.All(part => part is not null)
                    ? new MultiPolygon([.. parts!]) : null,
            var other => Wrong(where, "geometry.type", other, "Polygon or MultiPolygon"),
        };
        if (area is not null && new NetTopologySuite.Operation.Valid.IsValidOp(area).ValidationError is { } invalid)
            return Wrong(where, "geometry", invalid.ToString(), "an area whose border does not cross itself");
        return area;
    }

    private Polygon? Polygon(JsonElement rings, string where)
    {
        if (rings.ValueKind != JsonValueKind.Array || rings.GetArrayLength() == 0)
            return (Polygon?)Wrong(where, "geometry.coordinates", rings.ToString(), "a list of rings");
        var read = rings.EnumerateArray().Select(ring => Ring(ring, where)).ToList();
        return read.All(ring => ring is not null) ? new Polygon(read[0]!, [.. read.Skip(1)!]) : null;
    }

    private LinearRing? Ring(JsonElement ring, string where)
    {
        var points = ring.ValueKind == JsonValueKind.Array ? ring.EnumerateArray().Select(Point).ToList() : [];
        if (points.FindIndex(point => point is null) is >= 0 and var wrong)
            return (LinearRing?)Wrong(where, $"geometry.coordinates, point {wrong}", ring[wrong].ToString(), "longitude -180 to 180 and latitude -90 to 90, in this order");
        if (points.Count < 4 || !points[0]!.Equals2D(points[^1]))
            return (LinearRing?)Wrong(where, "geometry.coordinates", $"{points.Count} points", "at least four points, the last the same as the first");
        return new LinearRing([.. points!]);
    }

    private Coordinate? Point(JsonElement point)
    {
        if (point.ValueKind != JsonValueKind.Array || point.GetArrayLength() < 2 || point[0].ValueKind != JsonValueKind.Number || point[1].ValueKind != JsonValueKind.Number)
            return null;
        var (longitude, latitude) = (point[0].GetDouble(), point[1].GetDouble());
        if (!new Position(longitude, latitude).IsValid)
            return null;
        var place = Coordinates.ToWgs84(longitude, latitude, system);
        return new Coordinate(place.Longitude, place.Latitude);
    }

    private Geometry? Wrong(string where, string field, string found, string expected)
    {
        mistakes.Add(new(where, field, found.Length > 80 ? found[..80] + "…" : found, expected));
        return null;
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
