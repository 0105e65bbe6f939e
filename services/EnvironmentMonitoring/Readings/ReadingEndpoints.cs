using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Readings;

internal static class ReadingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/stations/{mn}/readings", List).RequireRight("environment", "read");

    private static async Task<Results<Ok<ReadingsView>, ProblemHttpResult>> List(
        string mn, string? kind, string? from, string? to, string? factor, string? order, string? after, int? limit,
        Caller caller, StationQueries stations, IDbContextFactory<EnvironmentDbContext> databases, CancellationToken cancellation)
    {
        if (ReadingKinds.Find(kind ?? "real-time") is not { } wanted)
            return Problems.Invalid(new FieldError("kind", $"one of {string.Join(", ", ReadingKinds.Names)}"));
        if (!Instants.TryRead(from, out var begin))
            return Problems.Invalid(new FieldError("from", Instants.Expected));
        if (!Instants.TryRead(to, out var end))
            return Problems.Invalid(new FieldError("to", Instants.Expected));
        if (order is not (null or "asc" or "desc"))
            return Problems.Invalid(new FieldError("order", "desc (newest first, the default) or asc"));
        DateTimeOffset? place = null;
        if (after is not null && (!Instants.TryRead(Cursor.Read(after), out place) || place is null))
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        if (await stations.FindAsync(mn, cancellation) is not { } known || !caller.MayIn(known.Station.Division))
            return Problems.NotFound($"station {mn}");

        await using var db = await databases.CreateDbContextAsync(cancellation);
        var query = db.Readings.AsNoTracking().Where(reading => reading.Home == known.Station.Home && reading.Mn == mn && reading.Kind == wanted);
        if (begin is not null)
            query = query.Where(reading => reading.Time >= begin);
        if (end is not null)
            query = query.Where(reading => reading.Time < end);
        var rows = await (order == "asc"
            ? query.Where(reading => place == null || reading.Time > place).OrderBy(reading => reading.Time)
            : query.Where(reading => place == null || reading.Time < place).OrderByDescending(reading => reading.Time)).Take(Cursor.Limit(limit) + 1).ToListAsync(cancellation);
        var page = Page<Reading>.Of(rows, Cursor.Limit(limit), reading => reading.Time.ToString("O"));
        return TypedResults.Ok(new ReadingsView(mn, known.Station.Name, known.Station.Home, Instants.Shown(stations.AsOf(known)), ReadingKinds.Name(wanted), Instants.Zone,
            [.. page.Items.Select(reading => View(reading, factor))], page.Next));
    }

    private static ReadingView View(Reading reading, string? factor) => new(
        Instants.Shown(reading.Time), Instants.Shown(reading.Received), reading.Late, reading.WildClock, reading.Revision,
        [.. reading.Values.Where(value => factor is null || value.Factor == factor)]);

    /// <summary>Readings of a station. Times are Beijing time; every value stands beside its unit.</summary>
    internal sealed record ReadingsView(
        string StationId, string StationName, string Home, DateTimeOffset AsOf, string Kind, string TimeZone, IReadOnlyList<ReadingView> Items, string? Next);

    /// <summary>A reading: <c>At</c> by the station's clock, <c>ReceivedAt</c> by the hub's. <c>Revision</c> rises when parts or corrections come.</summary>
    internal sealed record ReadingView(DateTimeOffset At, DateTimeOffset ReceivedAt, bool Late, bool WildClock, int Revision, IReadOnlyList<FactorReading> Values);
}
