using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using SmartCity.CityManagement.Cases;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Rights;

namespace SmartCity.CityManagement.Wall;

/// <summary>The cases of the divisions a caller may see, counted.</summary>
/// <param name="Open">Not yet over.</param>
/// <param name="Overdue">Open and past their deadline.</param>
/// <param name="States">Open cases by state, in the order of the life cycle.</param>
/// <param name="Divisions">Open cases by division, most first.</param>
/// <param name="Hours">Reported and closed in each of the last 24 hours, oldest first.</param>
internal sealed record CaseSummaryView(int Open, int Overdue, IReadOnlyList<CountedState> States, IReadOnlyList<CountedDivision> Divisions, IReadOnlyList<CountedHour> Hours);

internal sealed record CountedState(string State, string Name, int Count);

internal sealed record CountedDivision(string Division, string Name, int Count, int Overdue);

internal sealed record CountedHour(DateTimeOffset Hour, int Reported, int Closed);

/// <summary><c>GET /case-summary</c>: figures without reading the list.</summary>
internal static class CaseSummaryEndpoints
{
    private static readonly CaseState[] Over = [CaseState.Refused, CaseState.Closed, CaseState.Voided];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/case-summary", GetAsync).RequireRight(CityManagementModule.RouteName, "read");

    private static async Task<Ok<CaseSummaryView>> GetAsync(Caller caller, NodeInfo node, IDbContextFactory<CityManagementDbContext> databases, TimeProvider clock, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var first = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero).AddHours(-23);
        var allowed = caller.Among(Contracts.Codes.Divisions.All.Select(division => division.Code).Union(node.Divisions));
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var mine = db.Cases.AsNoTracking().Where(it => allowed.Contains(it.Division));
        var open = await mine.Where(it => !Over.Contains(it.State))
            .GroupBy(it => new { it.Division, it.State, Overdue = it.Overdue || it.State == CaseState.Dispatched && it.Deadline < now })
            .Select(group => new { group.Key.Division, group.Key.State, group.Key.Overdue, Count = group.Count() }).ToListAsync(cancellation);
        var reported = await mine.Where(it => it.ReportedAt >= first).Select(it => it.ReportedAt).Take(100_000).ToListAsync(cancellation);
        var closed = await mine.Where(it => it.State == CaseState.Closed && it.UpdatedAt >= first).Select(it => it.UpdatedAt).Take(100_000).ToListAsync(cancellation);
        return TypedResults.Ok(new CaseSummaryView(
            open.Sum(row => row.Count), open.Where(row => row.Overdue).Sum(row => row.Count),
            [.. open.GroupBy(row => row.State).OrderBy(group => group.Key).Select(group => new CountedState(CaseRules.Name(group.Key), CaseRules.Chinese(group.Key), group.Sum(row => row.Count)))],
            [.. open.GroupBy(row => row.Division).Select(group => new CountedDivision(group.Key, Contracts.Codes.Divisions.Find(group.Key)?.Name ?? group.Key, group.Sum(row => row.Count), group.Where(row => row.Overdue).Sum(row => row.Count)))
                .OrderByDescending(row => row.Count).ThenBy(row => row.Division)],
            [.. Enumerable.Range(0, 24).Select(hour => first.AddHours(hour)).Select(hour => new CountedHour(hour, reported.Count(at => In(at, hour)), closed.Count(at => In(at, hour))))]));
    }

    private static bool In(DateTimeOffset at, DateTimeOffset hour) => at >= hour && at < hour.AddHours(1);
}
