using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Orleans;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Stations;

internal static class StationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stations", List).RequireRight("environment", "read");
        routes.MapGet("/stations/{mn}", Get).RequireRight("environment", "read");
        routes.MapPut("/stations/{mn}", Register).RequireRight("environment", "register");
    }

    private static async Task<Results<Ok<Page<StationView>>, ProblemHttpResult>> List(
        string? division, string? systemCode, string? name, bool? silent, string? sort, string? after, int? limit, Caller caller,
        IDbContextFactory<EnvironmentDbContext> databases, SessionBook sessions, StationQueries queries, NodeInfo node, CancellationToken cancellation)
    {
        if (sort is not (null or "mn" or "name"))
            return Problems.Invalid(new FieldError("sort", "mn or name"));
        var place = Cursor.Read(after)?.Split('\n');
        if (after is not null && place is not { Length: 3 })
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var allowed = caller.Among(await db.Stations.Select(station => station.Division).Distinct().ToListAsync(cancellation));
        var query = from station in db.Stations.AsNoTracking()
                    join status in db.StationStatus on new { station.Home, station.Mn } equals new { status.Home, status.Mn } into joined
                    from status in joined.DefaultIfEmpty()
                    where allowed.Contains(station.Division) && (division == null || station.Division == division) && (systemCode == null || station.SystemCode == systemCode)
                        && (name == null || station.Name.Contains(name)) && (silent == null || (status != null && status.SilentSince != null) == silent)
                    select new { Station = station, Status = status };
        var byName = sort == "name";
        if (place is [var key, var home, var mn])
            query = byName
                ? query.Where(row => string.Compare(row.Station.Name, key) > 0 || row.Station.Name == key && (string.Compare(row.Station.Mn, mn) > 0 || row.Station.Mn == mn && string.Compare(row.Station.Home, home) > 0))
                : query.Where(row => string.Compare(row.Station.Mn, mn) > 0 || row.Station.Mn == mn && string.Compare(row.Station.Home, home) > 0);
        var ordered = byName ? query.OrderBy(row => row.Station.Name).ThenBy(row => row.Station.Mn) : query.OrderBy(row => row.Station.Mn);
        var rows = await ordered.ThenBy(row => row.Station.Home).Take(Cursor.Limit(limit) + 1).ToListAsync(cancellation);
        var views = rows.ConvertAll(row => View(new(row.Station, row.Status), sessions, queries, node));
        return TypedResults.Ok(Page<StationView>.Of(views, Cursor.Limit(limit), view => $"{(byName ? view.Name : "")}\n{view.Home}\n{view.StationId}"));
    }

    private static async Task<Results<Ok<StationView>, ProblemHttpResult>> Get(string mn, Caller caller, StationQueries queries, SessionBook sessions, NodeInfo node, CancellationToken cancellation) =>
        await queries.FindAsync(mn, cancellation) is { } known && caller.MayIn(known.Station.Division)
            ? TypedResults.Ok(View(known, sessions, queries, node))
            : Problems.NotFound($"station {mn}");

    private static async Task<Results<Ok<StationView>, ProblemHttpResult>> Register(
        string mn, StationRequest request, Caller caller, IGrainFactory grains, StationQueries queries, SessionBook sessions, NodeInfo node, CancellationToken cancellation)
    {
        if (StationRules.Mistakes(mn, request) is { Count: > 0 } mistakes)
            return Problems.Invalid([.. mistakes]);
        if (!caller.MayIn(request.Division!))
            return Problems.Forbidden(request.Division!);
        if (!node.IsHomeOf(request.Division!))
            return Problems.Conflict("not-home", $"Stations of division {request.Division} have their home at another node; this one acts for {string.Join(", ", node.Divisions)}.");
        if (await queries.FindAsync(mn, cancellation) is { } before && before.Station.Home == node.Id && !caller.MayIn(before.Station.Division))
            return Problems.Forbidden(before.Station.Division);
        await grains.GetGrain<IStationGrain>(mn).RegisterAsync(StationRules.Entry(request));
        sessions.Registered(mn);
        return TypedResults.Ok(View((await queries.FindAsync(mn, cancellation))!, sessions, queries, node));
    }

    private static StationView View(KnownStation known, SessionBook sessions, StationQueries queries, NodeInfo node)
    {
        var isHome = known.Station.Home == node.Id;
        return StationView.Of(known.Station, known.Status, queries.AsOf(known), isHome ? sessions.Find(known.Station.Mn) : null, isHome);
    }
}
