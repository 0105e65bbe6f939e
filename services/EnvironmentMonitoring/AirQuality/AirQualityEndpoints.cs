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

internal static class AirQualityEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/stations/{mn}/aqi", List).RequireRight("environment", "read");

    private static async Task<Results<Ok<AirQualityView>, ProblemHttpResult>> List(
        string mn, string? from, string? to, string? after, int? limit, Caller caller, StationQueries stations, IDbContextFactory<EnvironmentDbContext> databases, CancellationToken cancellation)
    {
        if (!Instants.TryRead(from, out var begin))
            return Problems.Invalid(new FieldError("from", Instants.Expected));
        if (!Instants.TryRead(to, out var end))
            return Problems.Invalid(new FieldError("to", Instants.Expected));
        DateTimeOffset? place = null;
        if (after is not null && (!Instants.TryRead(Cursor.Read(after), out place) || place is null))
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        if (await stations.FindAsync(mn, cancellation) is not { } known || !caller.MayIn(known.Station.Division))
            return Problems.NotFound($"station {mn}");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var query = db.AirQuality.AsNoTracking().Where(row => row.Home == known.Station.Home && row.Mn == mn);
        if (begin is not null)
            query = query.Where(row => row.Hour >= begin);
        if (end is not null)
            query = query.Where(row => row.Hour < end);
        if (place is not null)
            query = query.Where(row => row.Hour < place);
        var rows = await query.OrderByDescending(row => row.Hour).Take(Cursor.Limit(limit) + 1).ToListAsync(cancellation);
        var page = Page<HourlyReport>.Of(rows, Cursor.Limit(limit), row => row.Hour.ToString("O"));
        return TypedResults.Ok(new AirQualityView(mn, known.Station.Name, known.Station.Home, Instants.Shown(stations.AsOf(known)), Instants.Zone, [.. page.Items.Select(View)], page.Next));
    }

    private static HourView View(HourlyReport row) => new(Instants.Shown(row.Hour), row.Aqi, row.Level, row.ClassName,
        row.Level is { } level ? AqiLevel.All[level - 1].Rgb : null, AirQualityLoop.Split(row.PrimaryPollutants), AirQualityLoop.Split(row.Missing), row.Edition);

    internal sealed record AirQualityView(string StationId, string StationName, string Home, DateTimeOffset AsOf, string TimeZone, IReadOnlyList<HourView> Items, string? Next);

    /// <summary>An hour, newest first: the index (null when nothing was measured well enough), its level, and which pollutants have no part in it.</summary>
    internal sealed record HourView(DateTimeOffset Hour, int? Aqi, int? Level, string? Class, string? Colour, IReadOnlyList<string> PrimaryPollutants, IReadOnlyList<string> Missing, string Edition);
}
