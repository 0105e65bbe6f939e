using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Orleans;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Limits;

internal static class LimitEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stations/{mn}/limits", List).RequireRight("environment", "read");
        routes.MapPut("/stations/{mn}/limits/{factor}/{kind}", Set).RequireRight("environment", "configure");
        routes.MapDelete("/stations/{mn}/limits/{factor}/{kind}", Remove).RequireRight("environment", "configure");
    }

    private static async Task<Results<Ok<LimitsView>, ProblemHttpResult>> List(
        string mn, Caller caller, StationQueries stations, LimitBook book, IDbContextFactory<EnvironmentDbContext> databases, NodeInfo node, CancellationToken cancellation)
    {
        if (await stations.FindAsync(mn, cancellation) is not { } known || !caller.MayIn(known.Station.Division))
            return Problems.NotFound($"station {mn}");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var own = await db.Limits.AsNoTracking().Where(limit => limit.Home == known.Station.Home && limit.Mn == mn).OrderBy(limit => limit.Factor).ThenBy(limit => limit.Kind).ToListAsync(cancellation);
        // Which defaults a county has in its settings is the county's business: only the home knows.
        var defaults = known.Station.Home == node.Id ? book.DefaultsFor(known.Station) : [];
        return TypedResults.Ok(new LimitsView(known.Station.Home, Instants.Shown(stations.AsOf(known)), [.. own.Concat(defaults).Select(View)]));
    }

    private static async Task<Results<Ok<LimitView>, ProblemHttpResult>> Set(
        string mn, string factor, string kind, LimitRequest request, Caller caller, StationQueries stations, IGrainFactory grains,
        Microsoft.Extensions.Options.IOptions<EnvironmentMonitoringOptions> options, NodeInfo node, CancellationToken cancellation)
    {
        if (await stations.FindAsync(mn, cancellation) is not { } known)
            return Problems.NotFound($"station {mn}");
        if (Refusal(known.Station, caller, node) is { } refusal)
            return refusal;
        if (ReadingKinds.Find(kind) is not { } wanted)
            return Problems.Invalid(new FieldError("kind", $"one of {string.Join(", ", ReadingKinds.Names)}"));
        if (Mistakes(factor, request, known.Station, options.Value) is { Count: > 0 } mistakes)
            return Problems.Invalid([.. mistakes]);
        var limit = new Limit { Home = node.Id, Mn = mn, Factor = factor, Kind = wanted, Upper = request.Limit!.Value, Unit = Units.Normal(request.Unit!), StartAfter = request.StartAfter ?? 1, EndAfter = request.EndAfter ?? 1 };
        return await grains.GetGrain<IStationGrain>(mn).SetLimitAsync(limit) ? TypedResults.Ok(View(limit)) : Problems.NotFound($"station {mn}");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string mn, string factor, string kind, Caller caller, StationQueries stations, IGrainFactory grains, NodeInfo node, CancellationToken cancellation)
    {
        if (await stations.FindAsync(mn, cancellation) is not { } known || ReadingKinds.Find(kind) is not { } wanted)
            return Problems.NotFound($"limit of {kind} {factor} at station {mn}");
        if (Refusal(known.Station, caller, node) is { } refusal)
            return refusal;
        return await grains.GetGrain<IStationGrain>(mn).RemoveLimitAsync(factor, wanted) ? TypedResults.NoContent() : Problems.NotFound($"limit of {kind} {factor} at station {mn}");
    }

    private static ProblemHttpResult? Refusal(Station station, Caller caller, NodeInfo node) =>
        !caller.MayIn(station.Division) ? Problems.Forbidden(station.Division)
        : station.Home != node.Id ? Problems.Conflict("not-home", $"Station {station.Mn} has its home at node {station.Home}: its limits are set there.")
        : null;

    private static List<FieldError> Mistakes(string factor, LimitRequest request, Station station, EnvironmentMonitoringOptions options)
    {
        var mistakes = new List<FieldError>();
        if (factor.Length is 0 or > 20)
            mistakes.Add(new("factor", "a factor code, for example a34004"));
        if (request.Limit is null)
            mistakes.Add(new("limit", "a number: what is greater exceeds it"));
        var sent = Units.Of(factor, station.SystemCode, station.UnitsByFactor, options.Units);
        if (string.IsNullOrWhiteSpace(request.Unit) || Units.Convert(1, sent, request.Unit) is null)
            mistakes.Add(new("unit", sent.Length == 0 ? $"the unit of {factor}: nobody knows which it sends; set it in the station's units first" : $"a unit that {sent}, which the station sends, converts into"));
        if (request.StartAfter is < 1 or > 1000)
            mistakes.Add(new("startAfter", "1 to 1000 readings in a row"));
        if (request.EndAfter is < 1 or > 1000)
            mistakes.Add(new("endAfter", "1 to 1000 readings in a row"));
        return mistakes;
    }

    private static LimitView View(Limit limit) => new(
        limit.Factor, Factors.Name(limit.Factor), ReadingKinds.Name(limit.Kind), limit.Upper, limit.Unit, limit.StartAfter, limit.EndAfter, limit.Mn.Length == 0 ? "settings" : "station");

    /// <summary>What is asked for to set a limit.</summary>
    internal sealed record LimitRequest(decimal? Limit, string? Unit, int? StartAfter = null, int? EndAfter = null);

    /// <summary>A limit in force, and whether it is the station's own or the settings'.</summary>
    internal sealed record LimitView(string Factor, string FactorName, string Kind, decimal Limit, string Unit, int StartAfter, int EndAfter, string SetBy);

    internal sealed record LimitsView(string Home, DateTimeOffset AsOf, IReadOnlyList<LimitView> Items);
}
