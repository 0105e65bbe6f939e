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

namespace SmartCity.EnvironmentMonitoring.Limits;

internal static class ExceedanceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/exceedances", List).RequireRight("environment", "read");

    private static async Task<Results<Ok<Page<ExceedanceView>>, ProblemHttpResult>> List(
        string? stationId, string? division, string? factor, bool? open, string? from, string? to, string? after, int? limit,
        Caller caller, IDbContextFactory<EnvironmentDbContext> databases, CancellationToken cancellation)
    {
        if (!Instants.TryRead(from, out var begin))
            return Problems.Invalid(new FieldError("from", Instants.Expected));
        if (!Instants.TryRead(to, out var end))
            return Problems.Invalid(new FieldError("to", Instants.Expected));
        var place = Cursor.Read(after)?.Split('\n');
        DateTimeOffset? at = null;
        if (after is not null && (place is not { Length: 2 } || !Instants.TryRead(place[0], out at) || at is null))
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var allowed = caller.Among(await db.Exceedances.Select(row => row.Division).Distinct().ToListAsync(cancellation));
        var query = db.Exceedances.AsNoTracking().Where(row => allowed.Contains(row.Division) && (stationId == null || row.Mn == stationId)
            && (division == null || row.Division == division) && (factor == null || row.Factor == factor) && (open == null || (row.EndedAt == null) == open));
        if (begin is not null)
            query = query.Where(row => row.BeganAt >= begin);
        if (end is not null)
            query = query.Where(row => row.BeganAt < end);
        if (at is not null)
            query = query.Where(row => row.BeganAt < at || row.BeganAt == at && string.Compare(row.Id, place![1]) > 0);
        var rows = await query.OrderByDescending(row => row.BeganAt).ThenBy(row => row.Id).Take(Cursor.Limit(limit) + 1).ToListAsync(cancellation);
        var mns = rows.Select(row => row.Mn).Distinct().ToList();
        var names = (await db.Stations.Where(station => mns.Contains(station.Mn)).Select(station => new { station.Home, station.Mn, station.Name }).ToListAsync(cancellation)).ToDictionary(station => (station.Home, station.Mn), station => station.Name);
        return TypedResults.Ok(Page<ExceedanceView>.Of(rows.ConvertAll(row => View(row, names.GetValueOrDefault((row.Home, row.Mn)))), Cursor.Limit(limit), row => $"{row.BeganAt:O}\n{row.ExceedanceId}"));
    }

    private static ExceedanceView View(Exceedance row, string? station) => new(
        row.Id, row.Mn, row.Division, row.Factor, Stations.Factors.Name(row.Factor), ReadingKinds.Name(row.Kind), row.Upper, row.Unit, row.FirstValue,
        Instants.Shown(row.BeganAt), row.Peak, Instants.Shown(row.PeakAt), Instants.Shown(row.EndedAt), row.EndedAt is null, row.Home, Instants.Shown(row.AsOf), station);

    /// <summary>An exceedance, newest first. <c>AsOf</c> is when its home last told of it.</summary>
    internal sealed record ExceedanceView(
        string ExceedanceId, string StationId, string Division, string Factor, string FactorName, string Kind, decimal Limit, string Unit, decimal? FirstValue,
        DateTimeOffset BeganAt, decimal Peak, DateTimeOffset PeakAt, DateTimeOffset? EndedAt, bool Open, string Home, DateTimeOffset AsOf, string? StationName);
}
