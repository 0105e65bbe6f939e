using NetTopologySuite.Geometries;
using SmartCity.CityManagement.WorkingTime;
using Position = SmartCity.Contracts.Codes.Position;

namespace SmartCity.CityManagement.Grids;

/// <summary>The three texts a map is made of. Communities and responsibles may be empty.</summary>
/// <param name="Grids">GeoJSON: a FeatureCollection of polygons with <c>code</c>, <c>name</c> and <c>level</c>.</param>
/// <param name="Communities">CSV: <c>code,name</c>.</param>
/// <param name="Responsibles">CSV: <c>grid,id,name</c>.</param>
internal sealed record GridFiles(string Grids, string Communities, string Responsibles)
{
    /// <summary>Reads all three. A map, or every mistake of every file; nothing in between.</summary>
    /// <param name="source">Where the texts come from, for people.</param>
    /// <param name="now">When they are read.</param>
    public (GridMap? Map, IReadOnlyList<FileMistake> Mistakes) Read(string source, DateTimeOffset now)
    {
        var mistakes = new List<FileMistake>();
        var areas = new GridGeoJson(mistakes).Read(Grids);
        var codes = areas.Select(area => area.Code).ToHashSet(StringComparer.Ordinal);
        var communities = GridTables.Communities(Communities, mistakes);
        var responsibles = GridTables.Responsibles(Responsibles, codes, mistakes);
        if (mistakes.Count > 0)
            return (null, mistakes);
        var names = communities.ToDictionary(community => community.Code, community => community.Name, StringComparer.Ordinal);
        var grids = areas.Select(area => (new Grid(area.Code, area.Name, area.Level, names.GetValueOrDefault(area.Code[..12]), responsibles.GetValueOrDefault(area.Code)) { Centre = Inside(area.Area) }, area.Area));
        return (new GridMap([.. grids], communities, source, now), mistakes);
    }

    private static Position Inside(Geometry area) => area.InteriorPoint is { } point ? new(point.X, point.Y) : default;
}
