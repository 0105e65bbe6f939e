using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>The air as it was last reported, station by station.</summary>
internal static class LatestAirEndpoint
{
    private static readonly TimeSpan Within = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/air-quality", List).RequireRight("environment", "read").WithSummary("The newest hourly index of each station, of the last 24 hours; worst first");

    private static async Task<Ok<Page<LatestAir>>> List(string? division, Caller caller, IDbContextFactory<EnvironmentDbContext> databases, TimeProvider clock, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var since = clock.GetUtcNow() - Within;
        var stations = await db.Stations.AsNoTracking().Where(station => division == null || station.Division == division).ToListAsync(cancellation);
        var reports = (await db.AirQuality.AsNoTracking().Where(row => row.Hour >= since).ToListAsync(cancellation)).ToLookup(row => (row.Home, row.Mn));
        var latest = from station in stations
                     where caller.MayIn(station.Division)
                     let report = reports[(station.Home, station.Mn)].MaxBy(row => row.Hour)
                     where report is not null
                     orderby report.Aqi ?? -1 descending, station.Mn
                     select View(station, report);
        return TypedResults.Ok(new Page<LatestAir>([.. latest], null));
    }

    private static LatestAir View(Station station, HourlyReport report) => new(
        station.Mn, station.Name, station.Division, station.Home, station.Longitude, station.Latitude, Instants.Shown(report.Hour), report.Aqi, report.Level, report.ClassName,
        report.Level is { } level ? AqiLevel.All[level - 1].Rgb : null, AirQualityLoop.Split(report.PrimaryPollutants), AirQualityLoop.Split(report.Missing), report.Edition, Instants.Shown(report.AsOf));

    /// <summary>A station's newest hour. <c>AsOf</c> is when its home told of it.</summary>
    internal sealed record LatestAir(
        string StationId, string StationName, string Division, string Home, double Longitude, double Latitude, DateTimeOffset Hour, int? Aqi, int? Level, string? Class,
        string? Colour, IReadOnlyList<string> PrimaryPollutants, IReadOnlyList<string> Missing, string Edition, DateTimeOffset AsOf);
}
