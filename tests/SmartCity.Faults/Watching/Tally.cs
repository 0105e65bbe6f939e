using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Faults.Load;
using SmartCity.Faults.Site;
using SmartCity.Kernel.Log;

namespace SmartCity.Faults.Watching;

/// <summary>What the logs of both ends say, and how often what had to happen once happened.</summary>
/// <param name="Lines">All lanes together: made, arrived, duplicated, lost, out of order.</param>
/// <param name="Causes">Exceedances and urgings.</param>
/// <param name="Once">Those of them with exactly one effect.</param>
/// <param name="Broken">What was acknowledged to a device or caller and is not there.</param>
internal sealed record Tally(LineCount Lines, int Causes, int Once, IReadOnlyList<string> Broken)
{
    public bool Holds => Lines is { Lost: 0, Duplicated: 0, OutOfOrder: 0 } && Lines.Made == Lines.Arrived && Causes == Once && Broken.Count == 0;

    public static async Task<Tally> ReadAsync(FaultSite site, SiteLoad load, CancellationToken cancellation)
    {
        await using var county = await LogReader.OpenAsync(site.CountyDatabase, cancellation);
        await using var city = await LogReader.OpenAsync(site.CityDatabase, cancellation);
        var lines = new List<LineCount>();
        foreach (var lane in Lanes.All)
            lines.Add(await LineCount.ReadAsync(county, city, lane, cancellation));
        var (exceedances, cases) = (await TextsAsync<LimitExceeded>(county, "exceedanceId", cancellation), await TextsAsync<CaseReported>(county, "sourceId", cancellation));
        var (asked, urged) = (await TextsAsync<CaseUrgeRequested>(city, "requestId", cancellation), await TextsAsync<CaseUrged>(county, "requestId", cancellation));
        return new(
            new(lines.Sum(line => line.Made), lines.Sum(line => line.Arrived), lines.Sum(line => line.Duplicated), lines.Sum(line => line.Lost), lines.Sum(line => line.OutOfOrder)),
            exceedances.Count + asked.Count, WithOneEffect(exceedances, cases) + WithOneEffect(asked, urged), await BrokenAsync(county, load, cancellation));
    }

    private static int WithOneEffect(IReadOnlyList<string> causes, IReadOnlyList<string> effects)
    {
        var counted = effects.CountBy(effect => effect).ToDictionary();
        return causes.Count(cause => counted.GetValueOrDefault(cause) == 1);
    }

    // What was said to be done is done: drills that were accepted are in the log, uploads that were acknowledged are too.
    private static async Task<IReadOnlyList<string>> BrokenAsync(LogReader county, SiteLoad load, CancellationToken cancellation)
    {
        var broken = new List<string>();
        foreach (var lane in Lanes.All)
            if ((await LineCount.ReadAllAsync(county, lane, envelope => envelope.Type.StartsWith("platform.", StringComparison.Ordinal) && envelope.Type.EndsWith("-drilled.v1", StringComparison.Ordinal), cancellation)).Count is var made && made < load.Drilled[(int)lane])
                broken.Add($"{load.Drilled[(int)lane]} drills of {lane} were accepted, {made} are in the log");
        if ((await TextsAsync<ReadingReported>(county, "stationId", cancellation)).Count is var readings && readings < load.Uploads)
            broken.Add($"{load.Uploads} uploads were acknowledged, {readings} are in the log");
        return broken;
    }

    private static async Task<IReadOnlyList<string>> TextsAsync<TEvent>(LogReader log, string name, CancellationToken cancellation) where TEvent : IEvent
    {
        var type = EventTypes.Of<TEvent>();
        var found = await LineCount.ReadAllAsync(log, type.Lane, envelope => envelope.Type == type.Name && envelope.Origin == log.Identity.Node, cancellation);
        return [.. found.Select(envelope => JsonSerializer.Deserialize<JsonElement>(envelope.Data.Span).TryGetProperty(name, out var value) ? value.ToString() : "")];
    }
}
