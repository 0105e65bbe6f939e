using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Topology;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel.Log;

namespace SmartCity.AppHost.Scenarios;

/// <summary>Counts after the run, from the logs of both ends and from what the modules answer; from nothing kept on the way.</summary>
internal sealed class Recount(Story story)
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(90);

    /// <summary>All lanes of all counties; waits a while for what is still under way.</summary>
    public async Task<IReadOnlyList<LaneCount>> LanesAsync(IReadOnlyList<Arrival> arrivals, Func<Arrival, string>? phaseOf, CancellationToken cancellation)
    {
        var began = story.Clock.GetTimestamp();
        while (true)
        {
            var counts = await CountAsync(cancellation);
            if (counts.All(count => count.Count.Lost == 0) || story.Clock.GetElapsedTime(began) > Settle)
                return [.. counts.Select(count => View(count.County, count.Lane, count.Count, arrivals, phaseOf))];
            await Task.Delay(TimeSpan.FromMilliseconds(500), story.Clock, cancellation);
        }
    }

    /// <summary>One case for each exceedance, over both nodes; and every case of a county known at the city.</summary>
    public async Task<IReadOnlyList<Effect>> EffectsAsync(string county, CancellationToken cancellation)
    {
        var began = story.Clock.GetTimestamp();
        while (true)
        {
            IReadOnlyList<Effect> effects = [await ExceedancesAsync(county, cancellation), await ReportsAsync(county, cancellation), await CopiesAsync(county, cancellation), .. await TopicsAsync(cancellation)];
            if (effects.All(effect => effect.Holds) || story.Clock.GetElapsedTime(began) > Settle)
                return effects;
            await Task.Delay(TimeSpan.FromMilliseconds(500), story.Clock, cancellation);
        }
    }

    /// <summary>Events of a type over both logs, each identity once.</summary>
    public async Task<IReadOnlyList<JsonElement>> EventsAsync<TEvent>(string county, CancellationToken cancellation) where TEvent : IEvent
    {
        var type = EventTypes.Of<TEvent>();
        var found = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var node in new[] { county, story.City.Plan.City.Id })
        {
            await using var log = await LogReader.OpenAsync(story.DatabaseOf(node), cancellation);
            foreach (var envelope in await LineCount.ReadAllAsync(log, type.Lane, envelope => envelope.Type == type.Name, cancellation))
                found.TryAdd(envelope.Id, Story.Data(envelope));
        }
        return [.. found.Values];
    }

    private async Task<List<(string County, Lane Lane, LineCount Count)>> CountAsync(CancellationToken cancellation)
    {
        var counts = new List<(string, Lane, LineCount)>();
        await using var city = await LogReader.OpenAsync(story.City.Plan.City.Database!, cancellation);
        foreach (var plan in story.City.Plan.Counties)
        {
            await using var county = await LogReader.OpenAsync(plan.Database!, cancellation);
            foreach (var lane in Lanes.All)
                counts.Add((plan.Id, lane, await LineCount.ReadAsync(county, city, lane, cancellation)));
        }
        return counts;
    }

    private static LaneCount View(string county, Lane lane, LineCount count, IReadOnlyList<Arrival> arrivals, Func<Arrival, string>? phaseOf)
    {
        var mine = arrivals.Where(arrival => arrival.Origin == county && arrival.Lane == lane).ToList();
        var all = mine.ConvertAll(arrival => arrival.Milliseconds);
        var phases = phaseOf is null ? null : mine.GroupBy(phaseOf).Select(group => (group.Key, Values: group.Select(arrival => arrival.Milliseconds).ToList()))
            .Select(group => new PhaseLatency(group.Key, group.Values.Count, Percentile.Of(group.Values, 0.5)!.Value, Percentile.Of(group.Values, 0.99)!.Value)).ToList();
        return new(county, lane.ToString(), count.Made, count.Arrived, count.Duplicated, count.Lost, count.OutOfOrder, Percentile.Of(all, 0.5), Percentile.Of(all, 0.99), phases);
    }

    private async Task<Effect> ExceedancesAsync(string county, CancellationToken cancellation)
    {
        var exceedances = (await EventsAsync<LimitExceeded>(county, cancellation)).Select(data => Text(data, "exceedanceId")).ToHashSet();
        return await OnceAsync("exceedances with exactly one case over both nodes", county, exceedances, cancellation);
    }

    private async Task<Effect> ReportsAsync(string county, CancellationToken cancellation)
    {
        var reports = (await EventsAsync<CaseReported>(county, cancellation)).Where(data => Text(data, "source") == HandheldLoad.Source).Select(data => Text(data, "sourceId")).ToHashSet();
        return await OnceAsync("reports by handheld with exactly one case over both nodes", county, reports, cancellation);
    }

    private async Task<Effect> OnceAsync(string what, string county, HashSet<string> sources, CancellationToken cancellation)
    {
        var cases = (await EventsAsync<CaseReported>(county, cancellation)).GroupBy(data => Text(data, "sourceId")).ToDictionary(group => group.Key, group => group.Count());
        return new(what, sources.Count, sources.Count(source => cases.GetValueOrDefault(source) == 1));
    }

    private async Task<Effect> CopiesAsync(string county, CancellationToken cancellation)
    {
        var there = await CasesAsync(story.County(county), county, cancellation);
        var here = await CasesAsync(story.Gateway, county, cancellation);
        return new($"cases of {county} that the city knows, in the same state", there.Count, there.Count(pair => here.GetValueOrDefault(pair.Key) == pair.Value));
    }

    // What the broker confirmed, against what the city's log holds of its topics.
    private async Task<IReadOnlyList<Effect>> TopicsAsync(CancellationToken cancellation)
    {
        var state = await story.City.Api(story.City.Plan.City.Id).GetAsync("/api/bus/v1/state", cancellation);
        var effects = new List<Effect>();
        foreach (var (name, types) in CityPlan.Topics(story.City.Plan.City))
        {
            var counted = state!.Value.GetProperty("topics").EnumerateArray().Where(topic => Text(topic, "topic") == name).Sum(topic => topic.GetProperty("published").GetInt64());
            effects.Add(new($"events of topic {name} that the broker confirmed", await HeldAsync(types, cancellation), (int)counted));
        }
        return effects;
    }

    private async Task<int> HeldAsync(IReadOnlyList<string> patterns, CancellationToken cancellation)
    {
        await using var log = await LogReader.OpenAsync(story.City.Plan.City.Database!, cancellation);
        var held = 0;
        foreach (var lane in Lanes.All)
            held += (await LineCount.ReadAllAsync(log, lane, envelope => envelope.Audience is null
                && patterns.Any(pattern => pattern.EndsWith('*') ? envelope.Type.StartsWith(pattern[..^1], StringComparison.Ordinal) : envelope.Type == pattern), cancellation)).Count;
        return held;
    }

    private static async Task<Dictionary<string, string>> CasesAsync(NodeApi node, string home, CancellationToken cancellation)
    {
        var cases = new Dictionary<string, string>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = (await node.GetAsync($"/api/city-management/v1/cases?home={home}&sort=oldest&limit=200{(after is null ? "" : "&after=" + Uri.EscapeDataString(after))}", cancellation))!.Value;
            foreach (var item in page.GetProperty("items").EnumerateArray())
                cases[Text(item, "id")] = $"{Text(item, "state")} {item.GetProperty("step")}";
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            if (after is null)
                return cases;
        }
    }

    private static string Text(JsonElement data, string name) => data.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
