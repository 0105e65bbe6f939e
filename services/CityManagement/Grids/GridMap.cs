using System.Collections.Frozen;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;
using Position = SmartCity.Contracts.Codes.Position;

namespace SmartCity.CityManagement.Grids;

/// <summary>All grids as they were loaded at one time. Never changes; a new load makes a new map.</summary>
internal sealed class GridMap
{
    private readonly STRtree<Piece> tree = new();
    private readonly FrozenDictionary<string, Grid> byCode;

    public GridMap(IReadOnlyList<(Grid Grid, Geometry Area)> grids, IReadOnlyList<Community> communities, string source, DateTimeOffset loadedAt)
    {
        (Communities, Source, LoadedAt) = (communities, source, loadedAt);
        Grids = [.. grids.Select(grid => grid.Grid).OrderBy(grid => grid.Code, StringComparer.Ordinal)];
        byCode = Grids.ToFrozenDictionary(grid => grid.Code, StringComparer.Ordinal);
        foreach (var (grid, area) in grids)
            tree.Insert(area.EnvelopeInternal, new Piece(grid, area));
        if (grids.Count > 0)
            tree.Build();
    }

    public static GridMap Empty { get; } = new([], [], "none", DateTimeOffset.UnixEpoch);

    public IReadOnlyList<Grid> Grids { get; }

    public IReadOnlyList<Community> Communities { get; }

    /// <summary>Where it was loaded from.</summary>
    public string Source { get; }

    public DateTimeOffset LoadedAt { get; }

    public Grid? Find(string? code) => code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The grid a place lies in; on a border, or where grids overlap by mistake, the one of the lowest code. Null when none covers it.</summary>
    public Grid? At(Position place)
    {
        if (Grids.Count == 0 || !place.IsValid)
            return null;
        var search = new Search(new Coordinate(place.Longitude, place.Latitude));
        tree.Query(new Envelope(search.Place), search);
        return search.Found;
    }

    /// <summary>Grids that reach into a rectangle, by code, with their areas.</summary>
    public IReadOnlyList<(Grid Grid, Geometry Area)> Within(double west, double south, double east, double north) =>
        Grids.Count == 0 ? [] : [.. tree.Query(new Envelope(west, east, south, north)).OrderBy(piece => piece.Grid.Code, StringComparer.Ordinal).Select(piece => (piece.Grid, piece.Area))];

    private sealed class Search(Coordinate place) : IItemVisitor<Piece>
    {
        public Coordinate Place { get; } = place;

        public Grid? Found { get; private set; }

        public void VisitItem(Piece item)
        {
            if ((Found is null || string.CompareOrdinal(item.Grid.Code, Found.Code) < 0) && item.Covers(Place))
                Found = item.Grid;
        }
    }

    private sealed class Piece
    {
        private readonly IndexedPointInAreaLocator locator;

        public Piece(Grid grid, Geometry area)
        {
            (Grid, Area, locator) = (grid, area, new IndexedPointInAreaLocator(area));
            // The locator builds its index at the first question: asked here, so that later only reading threads meet it.
            locator.Locate(area.Coordinate);
        }

        public Grid Grid { get; }

        public Geometry Area { get; }

        public bool Covers(Coordinate place) => locator.Locate(place) != NetTopologySuite.Geometries.Location.Exterior;
    }
}
