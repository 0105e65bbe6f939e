using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Gaps;

internal static class GapEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/gaps", List).RequireRight("environment", "read");

    private static async Task<Results<Ok<Page<GapView>>, ProblemHttpResult>> List(
        string? stationId, bool? open, string? after, int? limit, Caller caller, IDbContextFactory<EnvironmentDbContext> databases, CancellationToken cancellation)
    {
        var place = Cursor.Read(after)?.Split('\n');
        DateTimeOffset? at = null;
        if (after is not null && (place is not { Length: 2 } || !Instants.TryRead(place[0], out at) || at is null))
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var allowed = caller.Among(await db.Gaps.Select(gap => gap.Division).Distinct().ToListAsync(cancellation));
        var query = db.Gaps.AsNoTracking().Where(gap => allowed.Contains(gap.Division) && (stationId == null || gap.Mn == stationId) && (open == null || (gap.FilledAt == null) == open));
        if (at is not null)
            query = query.Where(gap => gap.FromTime < at || gap.FromTime == at && string.Compare(gap.Id, place![1]) > 0);
        var rows = await query.OrderByDescending(gap => gap.FromTime).ThenBy(gap => gap.Id).Take(Cursor.Limit(limit) + 1).ToListAsync(cancellation);
        return TypedResults.Ok(Page<GapView>.Of(rows.ConvertAll(View), Cursor.Limit(limit), gap => $"{gap.From:O}\n{gap.GapId}"));
    }

    private static GapView View(Gap gap) => new(
        gap.Id, gap.Mn, gap.Division, ReadingKinds.Name(gap.Kind), Instants.Shown(gap.FromTime), Instants.Shown(gap.ToTime), gap.Periods, Instants.Shown(gap.FoundAt), gap.TimesAsked,
        gap.LastAnswer, Instants.Shown(gap.FilledAt), Instants.Shown(gap.GivenUpAt), gap.Home, Instants.Shown(gap.AsOf));

    /// <summary>A gap, newest first: filled, given up after asking in vain, or still open.</summary>
    internal sealed record GapView(
        string GapId, string StationId, string Division, string Kind, DateTimeOffset From, DateTimeOffset To, int Periods, DateTimeOffset FoundAt, int TimesAsked,
        string? LastAnswer, DateTimeOffset? FilledAt, DateTimeOffset? GivenUpAt, string Home, DateTimeOffset AsOf);
}
