using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Wall;

/// <summary>The air at a station in the last hour that was told.</summary>
internal sealed record AirNowView(string StationId, string StationName, string Division, double Longitude, double Latitude, DateTimeOffset Hour, int? Aqi, int? Level, string? Class, string? Colour);

/// <summary><c>GET /air-quality</c>: the latest index of every station of the divisions a caller may see, of the last day.</summary>
internal static class AirQualityNowEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/air-quality", ListAsync).RequireRight("environment", "read");

    private static async Task<Ok<IReadOnlyList<AirNowView>>> ListAsync(Caller caller, IDbContextFactory<EnvironmentDbContext> databases, TimeProvider clock, CancellationToken cancellation)
    {
        var since = clock.GetUtcNow().AddDays(-1);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var allowed = caller.Among(await db.Stations.Select(station => station.Division).Distinct().ToListAsync(cancellation));
        var rows = await (from hour in db.AirQuality.AsNoTracking()
                          join station in db.Stations.AsNoTracking() on new { hour.Home, hour.Mn } equals new { station.Home, station.Mn }
                          where hour.Hour >= since && allowed.Contains(station.Division)
                          select new { hour, station.Name, station.Division, station.Longitude, station.Latitude }).ToListAsync(cancellation);
        return TypedResults.Ok<IReadOnlyList<AirNowView>>([.. rows.GroupBy(row => (row.hour.Home, row.hour.Mn)).Select(group => group.MaxBy(row => row.hour.Hour)!).OrderBy(row => row.hour.Mn)
            .Select(row => new AirNowView(row.hour.Mn, row.Name, row.Division, row.Longitude, row.Latitude, Instants.Shown(row.hour.Hour), row.hour.Aqi, row.hour.Level, row.hour.ClassName,
                row.hour.Level is { } level ? AqiLevel.All[level - 1].Rgb : null))]);
    }
}
