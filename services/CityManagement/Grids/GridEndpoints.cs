using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.CityManagement.Grids;

/// <summary>The map in force, lookups in it, and its replacement.</summary>
internal static class GridEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/grids", List).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/grids/at", At).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/grids/search", GridSearch.Find).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapGet("/grids/outlines", GridSearch.Outlines).RequireRight(CityManagementModule.RouteName, "read");
        routes.MapPut("/grids", ImportAsync).RequireRight(CityManagementModule.RouteName, "manage-grids");
    }

    private static Ok<MapView> List(Caller caller, GridMaps maps)
    {
        var map = maps.Current;
        return TypedResults.Ok(new MapView(map.Source, map.LoadedAt,
            [.. map.Communities.Where(community => caller.MayIn(community.Division)).Select(community => new CommunityView(community.Code, community.Name))],
            [.. map.Grids.Where(grid => caller.MayIn(grid.Division)).Select(View)]));
    }

    private static Results<Ok<GridView>, ProblemHttpResult> At(double longitude, double latitude, string? coordinateSystem, Caller caller, GridMaps maps)
    {
        var system = CoordinateSystem.Wgs84;
        if (coordinateSystem is not null && (!Enum.TryParse(coordinateSystem, ignoreCase: true, out system) || !Enum.IsDefined(system)))
            return Problems.Invalid(new FieldError("coordinateSystem", "expected wgs84, gcj02, cgcs2000 or bd09"));
        if (!new Position(longitude, latitude).IsValid)
            return Problems.Invalid(new FieldError("longitude", "expected longitude -180 to 180 and latitude -90 to 90"));
        if (maps.Current.At(Coordinates.ToWgs84(longitude, latitude, system)) is not { } grid)
            return Problems.NotFound("responsibility grid at this place");
        return caller.MayIn(grid.Division) ? TypedResults.Ok(View(grid)) : Problems.Forbidden(grid.Division);
    }

    private static async Task<Results<Ok<ImportedView>, ProblemHttpResult>> ImportAsync(ImportRequest body, Caller caller, GridMaps maps, TimeProvider clock, CancellationToken cancellation)
    {
        var files = new GridFiles(body.Grids.GetRawText(), body.Communities ?? "", body.Responsibles ?? "");
        var (map, mistakes) = files.Read("request", clock.GetUtcNow());
        if (map is null)
            return Problems.Invalid([.. mistakes.Select(mistake => new FieldError(mistake.Where, mistake.ToString()))]);
        // It replaces everything, so the right is wanted for what goes as well as for what comes.
        if (map.Grids.Concat(maps.Current.Grids).Select(grid => grid.Division).FirstOrDefault(division => !caller.MayIn(division)) is { } foreign)
            return Problems.Forbidden(foreign);
        await maps.ImportAsync(files, caller.Id, cancellation);
        return TypedResults.Ok(new ImportedView(map.Grids.Count, map.Communities.Count, map.Grids.Count(grid => grid.Responsible is not null)));
    }

    private static GridView View(Grid grid) => new(grid.Code, grid.Name, grid.Level, grid.Division, grid.Community, grid.CommunityName, grid.Responsible);
}

/// <summary>A grid as it is answered.</summary>
internal sealed record GridView(string Code, string Name, string Level, string Division, string Community, string? CommunityName, Responsible? Responsible);

internal sealed record CommunityView(string Code, string Name);

internal sealed record MapView(string Source, DateTimeOffset LoadedAt, IReadOnlyList<CommunityView> Communities, IReadOnlyList<GridView> Grids);

/// <summary>Body of an import: the GeoJSON as it stands, the two tables as text.</summary>
internal sealed record ImportRequest(JsonElement Grids, string? Communities = null, string? Responsibles = null);

internal sealed record ImportedView(int Grids, int Communities, int WithResponsible);
