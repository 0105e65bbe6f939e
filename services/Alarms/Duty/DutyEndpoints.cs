using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.Alarms.Duty;

/// <summary>The duty list: who is on duty, the list as it stands, trying and loading another.</summary>
internal static class DutyEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/duty", NowAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapGet("/duty/list", ReadAsync).RequireRight(AlarmsModule.RouteName, "read");
        routes.MapPut("/duty/list", ImportAsync).RequireRight(AlarmsModule.RouteName, "manage-duty");
        routes.MapDelete("/duty/list/{division}", RemoveAsync).RequireRight(AlarmsModule.RouteName, "manage-duty");
        routes.MapPost("/duty/validate", ValidateAsync).RequireRight(AlarmsModule.RouteName, "manage-duty");
    }

    private static async Task<Results<Ok<IReadOnlyList<OnDutyView>>, ProblemHttpResult>> NowAsync(
        string? division, DateTimeOffset? at, Caller caller, DutyDesk desk, NodeInfo node, TimeProvider clock, CancellationToken cancellation)
    {
        if (division is not null && Divisions.Find(division) is null)
            return Problems.Invalid(new FieldError("division", "the code of a division, for example 430481"));
        var wanted = caller.Among(division is null ? node.Divisions : [division]);
        if (wanted.Count == 0)
            return Problems.Forbidden(division ?? "of this node");
        var time = at ?? clock.GetUtcNow();
        var entries = await desk.ReadAsync([], cancellation);
        return TypedResults.Ok<IReadOnlyList<OnDutyView>>([.. wanted.Select(code => new OnDutyView(code, Divisions.Find(code)?.Name ?? code, time, [.. DutyRoster.At(entries, code, node.Id, time).Select(DutyView.Of)]))]);
    }

    private static async Task<Results<Ok<Page<DutyView>>, ContentHttpResult, ProblemHttpResult>> ReadAsync(
        string? division, string? format, string? after, int? limit, Caller caller, DutyDesk desk, CancellationToken cancellation)
    {
        if (format is not (null or "json" or "csv"))
            return Problems.Invalid(new FieldError("format", "json or csv"));
        var place = 0;
        if (!string.IsNullOrEmpty(after) && (!int.TryParse(Cursor.Read(after), NumberStyles.None, CultureInfo.InvariantCulture, out place)))
            return Problems.Invalid(new FieldError("after", "the cursor `next` of an earlier page"));
        if (division is not null && !caller.MayIn(division))
            return Problems.Forbidden(division);
        var entries = (await desk.ReadAsync(division is null ? [] : [division], cancellation)).Where(entry => caller.MayIn(entry.Division))
            .OrderBy(entry => entry.Division, StringComparer.Ordinal).ThenBy(entry => entry.Days, StringComparer.Ordinal).ThenBy(entry => entry.FromMinute).ThenBy(entry => entry.Position).ThenBy(entry => entry.Id, StringComparer.Ordinal)
            .Select(DutyView.Of).ToList();
        if (format == "csv")
            return TypedResults.Text(DutyFile.Write(entries), "text/csv; charset=utf-8");
        var end = place + Cursor.Limit(limit);
        return TypedResults.Ok(new Page<DutyView>([.. entries.Skip(place).Take(end - place)], end < entries.Count ? Cursor.Write(end.ToString(CultureInfo.InvariantCulture)) : null));
    }

    private static async Task<Results<Ok<DutyImportedView>, ProblemHttpResult>> ImportAsync(
        DutyListRequest body, Caller caller, DutyDesk desk, TimeProvider clock, CancellationToken cancellation)
    {
        var (entries, mistakes) = DutyFile.Read(body.List);
        if (entries is null)
            return Problems.Invalid([.. mistakes.Select(mistake => new FieldError($"line {mistake.Line}, {mistake.Field}", $"expected {mistake.Expected}, found {(mistake.Found.Length == 0 ? "nothing" : $"'{mistake.Found}'")}"))]);
        if (entries.Select(entry => entry.Division).FirstOrDefault(division => !caller.MayIn(division)) is { } foreign)
            return Problems.Forbidden(foreign);
        var import = await desk.ImportAsync(entries, body.List, caller.Id, cancellation);
        return TypedResults.Ok(new DutyImportedView(import.Id, DutyCheck.Of(entries, [], clock.GetUtcNow()).Divisions));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string division, Caller caller, DutyDesk desk, CancellationToken cancellation)
    {
        if (Divisions.Find(division) is null)
            return Problems.NotFound($"division {division}");
        if (!caller.MayIn(division))
            return Problems.Forbidden(division);
        await desk.RemoveAsync(division, caller.Id, cancellation);
        return TypedResults.NoContent();
    }

    private static Ok<DutyCheck> ValidateAsync(DutyListRequest body, TimeProvider clock)
    {
        var (entries, mistakes) = DutyFile.Read(body.List);
        return TypedResults.Ok(DutyCheck.Of(entries ?? [], mistakes, clock.GetUtcNow()));
    }
}
