using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests;

/// <summary>A county's node with the bus alone, and what tests ask of it.</summary>
internal static class BusNode
{
    public const string Id = "430481";

    public static Task<TestNode> StartAsync(IDictionary<string, string?> settings, string? folder = null, string? database = null) =>
        TestNode.StartAsync(Id, [new BusModule()], database is null ? settings : new Dictionary<string, string?>(settings) { ["Node:Database"] = database }, folder: folder);

    /// <summary>Makes events of one subject, numbered from <paramref name="first"/>.</summary>
    public static Task DrillAsync(this TestNode node, int first, int count, string drill = "d") => node.Log.AppendAsync(
        [.. Enumerable.Range(first, count).Select(number => EventLog.Envelope(new NormalDrilled(drill, number, "tester", Id, DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch))], TestContext.Current.CancellationToken);

    public static async Task<JsonElement> GetAsync(this TestNode node, string path) =>
        await node.Http.GetFromJsonAsync<JsonElement>("/api/bus/v1/" + path, TestContext.Current.CancellationToken);

    /// <summary>Waits until the topics have begun and nothing waits: the line was seen to stand.</summary>
    public static Task UpAsync(this TestNode node) => Eventually.True("the bus is up", async () =>
        (await node.GetAsync("state")).GetProperty("publishing").GetProperty("standing").GetString() == "up", TimeSpan.FromSeconds(60));

    public static Task ImportsAsync(this TestNode node) => Eventually.True("the imports are read", async () =>
        (await node.GetAsync("state")).GetProperty("importing").GetProperty("standing").GetString() == "up", TimeSpan.FromSeconds(60));

    public static async Task<JsonElement> TopicAsync(this TestNode node, string topic, Lane lane) =>
        (await node.GetAsync("state")).GetProperty("topics").EnumerateArray().Single(view => view.GetProperty("topic").GetString() == topic && view.GetProperty("lane").GetString() == lane.ToString().ToLowerInvariant());

    /// <summary>The entry of the node's health, or null.</summary>
    public static async Task<(string Status, string Detail)?> HealthAsync(this TestNode node, string part)
    {
        var health = await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health", TestContext.Current.CancellationToken);
        foreach (var entry in health.GetProperty("parts").EnumerateArray().Where(entry => entry.GetProperty("name").GetString() == part))
            return (entry.GetProperty("status").GetString()!, entry.TryGetProperty("detail", out var detail) ? detail.GetString() ?? "" : "");
        return null;
    }

    /// <summary>Own events of a type, oldest first.</summary>
    public static async Task<IReadOnlyList<EventEnvelope>> OwnAsync(this TestNode node, string type) =>
        (await node.Log.ReadAsync(EventTypes.Find(type)!.Lane, 0, 10_000, [type], LogScope.All, TestContext.Current.CancellationToken)).Events;
}
