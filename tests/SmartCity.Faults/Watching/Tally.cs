using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts.Platform;
using SmartCity.Faults.Load;
using SmartCity.Faults.Site;
using SmartCity.Kernel.Log;

namespace SmartCity.Faults.Watching;

/// <summary>What the logs of both ends say, and how often what had to happen once happened.</summary>
/// <param name="Lines">All lanes together, and the topic at the city's broker: made, arrived, duplicated, lost, out of order.</param>
/// <param name="Causes">Exceedances, urgings, and what the partner told.</param>
/// <param name="Once">Those of them with exactly one effect.</param>
/// <param name="Refused">Requests that were refused because they may have run out: allowed only where the county was started anew.</param>
/// <param name="Broken">What was acknowledged to a device or caller and is not there.</param>
internal sealed record Tally(LineCount Lines, int Causes, int Once, int Refused, IReadOnlyList<string> Broken)
{
    public bool Holds => Lines is { Lost: 0, Duplicated: 0, OutOfOrder: 0 } && Lines.Made == Lines.Arrived && Causes == Once && Broken.Count == 0;

    public static async Task<Tally> ReadAsync(FaultSite site, SiteLoad load, CancellationToken cancellation)
    {
        await using var county = await LogReader.OpenAsync(site.CountyDatabase, cancellation);
        await using var city = await LogReader.OpenAsync(site.CityDatabase, cancellation);
        var lines = new List<LineCount>();
        foreach (var lane in Lanes.All)
            lines.Add(await LineCount.ReadAsync(county, city, lane, cancellation));
        lines.Add(await PublishedAsync(city, load.Partner, cancellation));
        var (exceedances, cases) = (await TextsAsync<LimitExceeded>(county, "exceedanceId", cancellation), await TextsAsync<CaseReported>(county, "sourceId", cancellation));
        // A request is done, or refused because it may have run out: never neither, never both.
        var (asked, urged, refused) = (await TextsAsync<CaseUrgeRequested>(city, "requestId", cancellation), await TextsAsync<CaseUrged>(county, "requestId", cancellation), await RanOutAsync(county, cancellation));
        var told = load.Partner.Confirmed;
        var imported = (await LineCount.ReadAllAsync(city, EventTypes.Find(BusPartner.ToldType)!.Lane, envelope => envelope.Type == BusPartner.ToldType && envelope.CausationId is not null, cancellation)).Select(envelope => envelope.CausationId!);
        IReadOnlyList<string> wrong = [.. WithoutOneEffect("message", [.. told.Select(id => $"{BusPartner.Source} {id}")], "events", [.. imported]), .. WithoutOneEffect("exceedance", exceedances, "cases", cases), .. WithoutOneEffect("request", asked, "answers", [.. urged, .. refused])];
        return new(
            new(lines.Sum(line => line.Made), lines.Sum(line => line.Arrived), lines.Sum(line => line.Duplicated), lines.Sum(line => line.Lost), lines.Sum(line => line.OutOfOrder)),
            exceedances.Count + asked.Count + told.Count, exceedances.Count + asked.Count + told.Count - wrong.Count, refused.Count, [.. wrong, .. await BrokenAsync(county, city, load, cancellation)]);
    }

    // The topic carries at least once: an event that came twice is told by its id, and counts where it came first.
    private static async Task<LineCount> PublishedAsync(LogReader city, BusPartner partner, CancellationToken cancellation)
    {
        // Before the log is read: what came was in the log by then.
        var received = partner.Received;
        var subjects = new Dictionary<string, (EventKey Key, string Subject)>(StringComparer.Ordinal);
        foreach (var lane in Lanes.All)
            foreach (var envelope in await LineCount.ReadAllAsync(city, lane, envelope => BusPartner.Types.Contains(envelope.Type) && envelope.Audience is null, cancellation))
                // By the city's order, in which it leaves.
                subjects.Add(envelope.Id, (new(0, envelope.Position), $"{lane} {envelope.Subject}"));
        return LineCount.Compare(subjects.Values.Select(each => each.Key), received.Select(id => subjects.GetValueOrDefault(id, (new(0, long.MaxValue), id))));
    }

    private static IEnumerable<string> WithoutOneEffect(string cause, IReadOnlyList<string> causes, string effect, IReadOnlyList<string> effects)
    {
        var counted = effects.CountBy(text => text).ToDictionary();
        return causes.Where(text => counted.GetValueOrDefault(text) != 1).Select(text => $"{cause} {text} has {counted.GetValueOrDefault(text)} {effect}");
    }

    // What was said to be done is done: drills that were accepted are in the log, uploads that were acknowledged are too. A log on a
    // full disk drops the oldest Bulk that all have read; the city holds it, and that nobody had read it must never be said.
    private static async Task<IReadOnlyList<string>> BrokenAsync(LogReader county, LogReader city, SiteLoad load, CancellationToken cancellation)
    {
        var broken = new List<string>();
        foreach (var lane in Lanes.All)
            if (await EverAsync(county, city, lane, type => type.StartsWith("platform.", StringComparison.Ordinal) && type.EndsWith("-drilled.v1", StringComparison.Ordinal), cancellation) is var made && made < load.Drilled[(int)lane])
                broken.Add($"{load.Drilled[(int)lane]} drills of {lane} were accepted, {made} are in the log");
        var reading = EventTypes.Of<ReadingReported>();
        if (await EverAsync(county, city, reading.Lane, type => type == reading.Name, cancellation) is var readings && readings < load.Uploads)
            broken.Add($"{load.Uploads} uploads were acknowledged, {readings} are in the log");
        foreach (var unread in await TextsAsync<EventsDropped>(county, "reason", cancellation))
            broken.Add("the county dropped events: " + unread);
        return broken;
    }

    private static async Task<int> EverAsync(LogReader county, LogReader city, Lane lane, Func<string, bool> wanted, CancellationToken cancellation)
    {
        var floor = await county.FloorAsync(lane, cancellation);
        var here = await LineCount.ReadAllAsync(county, lane, envelope => envelope.Origin == county.Identity.Node && wanted(envelope.Type), cancellation);
        var dropped = await LineCount.ReadAllAsync(city, lane, envelope => envelope.Origin == county.Identity.Node && envelope.OriginPosition <= floor && wanted(envelope.Type), cancellation);
        return here.Count + dropped.Count;
    }

    private static async Task<IReadOnlyList<string>> RanOutAsync(LogReader county, CancellationToken cancellation)
    {
        var type = EventTypes.Of<CaseRequestRefused>();
        return [.. (await LineCount.ReadAllAsync(county, type.Lane, envelope => envelope.Type == type.Name && envelope.Origin == county.Identity.Node, cancellation))
            .Select(envelope => (CaseRequestRefused)EventJson.Read(envelope)).Where(refused => refused.Refusal is "expired" or "validity-uncertain").Select(refused => refused.RequestId)];
    }

    private static async Task<IReadOnlyList<string>> TextsAsync<TEvent>(LogReader log, string name, CancellationToken cancellation) where TEvent : IEvent
    {
        var type = EventTypes.Of<TEvent>();
        var found = await LineCount.ReadAllAsync(log, type.Lane, envelope => envelope.Type == type.Name && envelope.Origin == log.Identity.Node, cancellation);
        return [.. found.Select(envelope => JsonSerializer.Deserialize<JsonElement>(envelope.Data.Span).TryGetProperty(name, out var value) ? value.ToString() : "")];
    }
}
