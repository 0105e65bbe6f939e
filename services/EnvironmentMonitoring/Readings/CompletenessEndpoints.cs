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
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Readings;

internal static class CompletenessEndpoints
{
    private const int DefaultMinutes = 10;
    private const int MostPeriods = 31 * 24;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/stations/{mn}/completeness", Get).RequireRight("environment", "read");

    private static async Task<Results<Ok<StationCompleteness>, ProblemHttpResult>> Get(
        string mn, string? per, string? of, string? from, string? to, Caller caller, StationQueries stations, IDbContextFactory<EnvironmentDbContext> databases,
        IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock, CancellationToken cancellation)
    {
        if (per is not (null or "hour" or "day"))
            return Problems.Invalid(new FieldError("per", "hour or day"));
        var period = per == "day" ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
        if (ReadingKinds.Find(of ?? (per == "day" ? "hour" : "minute")) is not { } kind || kind > ReadingKind.Hour || kind == ReadingKind.Hour && per != "day")
            return Problems.Invalid(new FieldError("of", "minute or real-time, for a day also hour"));
        if (!Instants.TryRead(from, out var begin) || !Instants.TryRead(to, out var end))
            return Problems.Invalid(new FieldError("from", Instants.Expected), new FieldError("to", Instants.Expected));
        var last = Floor(end ?? clock.GetUtcNow(), period);
        var first = Floor(begin ?? last - 24 * period, period);
        if (last < first || (last - first) / period > MostPeriods)
            return Problems.Invalid(new FieldError("to", $"not before from and at most {MostPeriods} periods after it"));
        if (await stations.FindAsync(mn, cancellation) is not { } known || !caller.MayIn(known.Station.Division))
            return Problems.NotFound($"station {mn}");

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.Readings.AsNoTracking().Where(row => row.Home == known.Station.Home && row.Mn == mn && row.Kind == kind && row.Time >= first && row.Time < last).ToListAsync(cancellation);
        var interval = Interval(known.Station, kind, rows, options.Value);
        var byPeriod = rows.ToLookup(row => Floor(row.Time, period));
        var periods = Enumerable.Range(0, (int)((last - first) / period)).Select(index => first + index * period)
            .Select(at => Completeness.Of(at, period, ReadingKinds.Name(kind), interval, [.. byPeriod[at]])).ToList();
        return TypedResults.Ok(new StationCompleteness(mn, known.Station.Home, Instants.Shown(stations.AsOf(known)), Instants.Zone, (int)interval.TotalSeconds, periods));
    }

    private static TimeSpan Interval(Station station, ReadingKind kind, IReadOnlyList<Reading> rows, EnvironmentMonitoringOptions options) => kind switch
    {
        ReadingKind.Realtime => TimeSpan.FromSeconds(station.RealtimeSeconds ?? options.Initialise.RealtimeSeconds ?? 0),
        ReadingKind.Minute => TimeSpan.FromMinutes(station.MinuteMinutes ?? options.Initialise.MinuteMinutes ?? Gaps.Gaps.LearnedMinutes(rows.Select(row => row.Time)) ?? DefaultMinutes),
        _ => TimeSpan.FromHours(1),
    };

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan period)
    {
        var local = time.ToOffset(Hj212Time.Zone);
        return local.AddTicks(-(local.Ticks % period.Ticks));
    }

    /// <summary>Completeness of a station's data; <c>IntervalSeconds</c> 0 means that nobody has set how many are to come.</summary>
    internal sealed record StationCompleteness(string StationId, string Home, DateTimeOffset AsOf, string TimeZone, int IntervalSeconds, IReadOnlyList<CompletenessView> Items);
}
