using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>How complete the last whole hours of every station are, side by side.</summary>
internal static class CompletenessLeague
{
    private const int DefaultMinutes = 10;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/completeness", List).RequireRight("environment", "read").WithSummary("Minute data of the last whole hours, expected and there, for every station; least complete first");

    private static async Task<Results<Ok<Page<StationShare>>, ProblemHttpResult>> List(
        int? hours, string? division, Caller caller, IDbContextFactory<EnvironmentDbContext> databases, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock, CancellationToken cancellation)
    {
        if (hours is < 1 or > 168)
            return Problems.Invalid(new FieldError("hours", "1 to 168 whole hours; 24 when nothing is said"));
        var end = Floor(clock.GetUtcNow());
        var begin = end.AddHours(-(hours ?? 24));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var stations = await db.Stations.AsNoTracking().Where(station => division == null || station.Division == division).ToListAsync(cancellation);
        // What was asked for from before a station was registered is there and was not owed.
        var there = await db.Readings.Where(row => row.Kind == ReadingKind.Minute && row.Time >= begin && row.Time < end
                && db.Stations.Any(station => station.Home == row.Home && station.Mn == row.Mn && station.RegisteredAt <= row.Time))
            .GroupBy(row => new { row.Home, row.Mn }).Select(group => new { group.Key.Home, group.Key.Mn, Count = group.Count() }).ToDictionaryAsync(row => (row.Home, row.Mn), row => row.Count, cancellation);
        var shares = from station in stations
                     where caller.MayIn(station.Division)
                     let share = Share(station, there.GetValueOrDefault((station.Home, station.Mn)), begin, end, options.Value)
                     orderby share.Percent, station.Mn
                     select share;
        return TypedResults.Ok(new Page<StationShare>([.. shares], null));
    }

    // A station owes nothing for the time before it was registered.
    private static StationShare Share(Station station, int there, DateTimeOffset from, DateTimeOffset to, EnvironmentMonitoringOptions options)
    {
        var interval = TimeSpan.FromMinutes(station.MinuteMinutes ?? options.Initialise.MinuteMinutes ?? DefaultMinutes);
        var begins = station.RegisteredAt > from ? station.RegisteredAt : from;
        var expected = begins >= to ? 0 : Completeness.Expected(to - begins, interval);
        return new(station.Mn, station.Name, station.SystemCode, station.Division, station.Home, Instants.Shown(from), Instants.Shown(to), expected, there,
            expected == 0 ? null : decimal.Min(100, decimal.Round(100m * there / expected, 1)));
    }

    private static DateTimeOffset Floor(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour));

    /// <summary>A station's share. <c>Percent</c> is null while nothing was to come.</summary>
    internal sealed record StationShare(
        string StationId, string StationName, string SystemCode, string Division, string Home, DateTimeOffset From, DateTimeOffset To, int Expected, int There, decimal? Percent);
}
