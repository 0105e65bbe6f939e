using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Rights;

namespace SmartCity.EnvironmentMonitoring.Listener;

internal static class ListenerEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/listener", Get).RequireRight("environment", "inspect");
        routes.MapGet("/stations/{mn}/frames/bad", GetBad).RequireRight("environment", "inspect");
    }

    private static Results<Ok<ListenerView>, ProblemHttpResult> Get(
        Caller caller, Hj212Listener listener, Admission admission, SessionBook sessions, NodeInfo node, IOptions<EnvironmentMonitoringOptions> options)
    {
        // Lines and strangers belong to no division but the node's own.
        if (!node.Divisions.All(caller.MayIn))
            return Problems.Forbidden(string.Join(", ", node.Divisions));
        var lines = admission.Lines;
        return TypedResults.Ok(new ListenerView(
            listener.Endpoint?.ToString(), listener.Trouble, options.Value.Hj212Port, lines.Count, lines.Count(line => line.Proven), admission.Refused, admission.Evicted,
            [.. sessions.Strangers.OrderByDescending(stranger => stranger.LastFrameAt).Select(stranger => stranger with { FirstFrameAt = Instants.Shown(stranger.FirstFrameAt), LastFrameAt = Instants.Shown(stranger.LastFrameAt) })],
            [.. sessions.Addresses.OrderBy(address => address.Key, StringComparer.Ordinal).Select(address => new AddressView(address.Key, address.Value.All))]));
    }

    private static async Task<Results<Ok<BadFramesView>, ProblemHttpResult>> GetBad(string mn, Caller caller, StationQueries stations, SessionBook sessions, CancellationToken cancellation) =>
        await stations.FindAsync(mn, cancellation) is { } known && caller.MayIn(known.Station.Division)
            ? TypedResults.Ok(new BadFramesView(mn, known.Station.Home, sessions.Find(mn)?.Bad.All ?? []))
            : Problems.NotFound($"station {mn}");

    /// <summary>The listener and who calls. Counts are since the node started.</summary>
    internal sealed record ListenerView(
        string? Endpoint, string? Trouble, int Port, int Lines, int ProvenLines, long Refused, long Evicted, IReadOnlyList<Stranger> Unregistered, IReadOnlyList<AddressView> BadFrames);

    /// <summary>Bytes of an address that no registered station can be blamed for.</summary>
    internal sealed record AddressView(string Address, IReadOnlyList<BadFrame> Causes);

    internal sealed record BadFramesView(string StationId, string Home, IReadOnlyList<BadFrame> Causes);
}
