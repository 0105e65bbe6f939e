using System.Text.Json;
using SmartCity.AppHost.Reading;
using SmartCity.AppHost.Running;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.AppHost.Scenarios;

/// <summary>What every scenario works with: the running city, its timeline, and its logs.</summary>
internal sealed class Story(EmbeddedCity city, Timeline timeline, ScenarioOptions options, TimeProvider clock)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public EmbeddedCity City => city;

    public Timeline Timeline => timeline;

    public ScenarioOptions Options => options;

    public TimeProvider Clock => clock;

    public NodeApi Gateway => city.Api(city.Plan.Gateway.Id);

    public NodeApi County(string code) => city.Api(code);

    public string DatabaseOf(string code) => code == city.Plan.City.Id ? city.Plan.City.Database! : city.Plan.Counties.Single(county => county.Id == code).Database!;

    /// <summary>Waits for an event in a node's own database.</summary>
    public async Task<JsonElement> EventAsync(string node, long after, string type, Func<JsonElement, bool> wanted, Func<JsonElement, string> told, CancellationToken cancellation)
    {
        var lane = EventTypes.Find(type)!.Lane;
        await using var log = await LogReader.OpenAsync(DatabaseOf(node), cancellation);
        return (await timeline.ExpectAsync<Found>(node, "log", type, async () =>
        {
            foreach (var envelope in await LineCount.ReadAllAsync(log, lane, envelope => envelope.Type == type && envelope.Position > after, cancellation))
                if (Data(envelope) is var data && wanted(data))
                    return new(data);
            return null;
        }, found => told(found.Data), Patience, cancellation))!.Data;
    }

    /// <summary>The end of a node's log now, whatever the lane: later events have greater positions.</summary>
    public async Task<long> HeadAsync(string node, CancellationToken cancellation)
    {
        await using var log = await LogReader.OpenAsync(DatabaseOf(node), cancellation);
        long head = 0;
        foreach (var lane in Lanes.All)
            head = Math.Max(head, await log.HeadAsync(lane, cancellation));
        return head;
    }

    public static JsonElement Data(EventEnvelope envelope)
    {
        using var document = JsonDocument.Parse(envelope.Data);
        return document.RootElement.Clone();
    }

    private sealed record Found(JsonElement Data);
}
