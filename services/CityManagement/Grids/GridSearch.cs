using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NetTopologySuite.Geometries;
using SmartCity.CityManagement.Components;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;
using Position = SmartCity.Contracts.Codes.Position;

namespace SmartCity.CityManagement.Grids;

/// <summary>Finding grids by words, and drawing them.</summary>
internal static class GridSearch
{
    // Enough for the surroundings of a place; a whole city is drawn by the wall.
    private const int MostOutlines = 400;

    /// <summary>Grids in the order of their codes whose code, name, community or responsible has the words in it.</summary>
    public static Results<Ok<Page<GridPlaceView>>, ProblemHttpResult> Find(string? text, string? division, string? after, int? limit, Caller caller, GridMaps maps)
    {
        var place = Cursor.Read(after);
        if (!string.IsNullOrEmpty(after) && place is null)
            return Problems.Invalid(new FieldError("after", "expected the cursor of a page"));
        if (division is not null && !caller.MayIn(division))
            return Problems.Forbidden(division);
        var words = text?.Trim() ?? "";
        var most = Cursor.Limit(limit);
        var found = maps.Current.Grids.Where(grid => (division is null || grid.Division == division) && caller.MayIn(grid.Division)
            && (place is null || string.CompareOrdinal(grid.Code, place) > 0) && Has(grid, words));
        return TypedResults.Ok(Page<GridPlaceView>.Of([.. found.Take(most + 1).Select(View)], most, grid => grid.Code));
    }

    /// <summary>The borders of grids that reach into a rectangle of degrees, WGS-84.</summary>
    public static Results<Ok<OutlinesView>, ProblemHttpResult> Outlines(string box, Caller caller, GridMaps maps)
    {
        if (ComponentBox.Read(box) is not { } wanted)
            return Problems.Invalid(new FieldError("box", "expected west,south,east,north in degrees WGS-84, west not above east and south not above north"));
        var found = maps.Current.Within(wanted.West, wanted.South, wanted.East, wanted.North).Where(piece => caller.MayIn(piece.Grid.Division)).ToList();
        return TypedResults.Ok(new OutlinesView(
            [.. found.Take(MostOutlines).Select(piece => new OutlineView(piece.Grid.Code, piece.Grid.Name, piece.Grid.CommunityName, piece.Grid.Responsible?.Name, Rings(piece.Area)))], found.Count > MostOutlines));
    }

    private static bool Has(Grid grid, string words) =>
        words.Length == 0 || grid.Code.Contains(words, StringComparison.Ordinal) || grid.Name.Contains(words, StringComparison.OrdinalIgnoreCase)
        || grid.CommunityName?.Contains(words, StringComparison.OrdinalIgnoreCase) == true || grid.Responsible?.Name.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static GridPlaceView View(Grid grid) => new(grid.Code, grid.Name, grid.Level, grid.Division, grid.Community, grid.CommunityName, grid.Responsible, grid.Centre);

    private static IReadOnlyList<IReadOnlyList<Position>> Rings(Geometry area) =>
        [.. Enumerable.Range(0, area.NumGeometries).Select(area.GetGeometryN).OfType<Polygon>().SelectMany(polygon => polygon.Holes.Prepend(polygon.Shell))
            .Select(ring => (IReadOnlyList<Position>)[.. ring.Coordinates.Select(point => new Position(Math.Round(point.X, 6), Math.Round(point.Y, 6)))])];
}

/// <summary>A grid with a place inside it.</summary>
internal sealed record GridPlaceView(string Code, string Name, string Level, string Division, string Community, string? CommunityName, Responsible? Responsible, Position Centre);

/// <summary>Grids to be drawn.</summary>
/// <param name="Grids">In the order of their codes.</param>
/// <param name="IsCut">Whether there are more.</param>
public sealed record OutlinesView(IReadOnlyList<OutlineView> Grids, bool IsCut);

/// <summary>A grid to be drawn: closed rings, those of holes among them, WGS-84.</summary>
public sealed record OutlineView(string Code, string Name, string? Community, string? Responsible, IReadOnlyList<IReadOnlyList<Position>> Rings);
