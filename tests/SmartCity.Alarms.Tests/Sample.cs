using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts.Federation;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests;

/// <summary>A node with alarms, a duty list of 耒阳, and what happens there.</summary>
internal static class Sample
{
    public const string County = "430481";
    public const string City = "430400";
    public const string Route = "/api/alarms/v1";
    public const string Duty = """
        division,shift,days,from,to,position,account,name,phone,mail
        430481,全天,daily,00:00,24:00,1,wang.fang,王芳,0734-1,wang@example.org
        430481,全天,daily,00:00,24:00,2,li.lei,李雷,,
        430481,全天,daily,00:00,24:00,supervisor,zhao.min,赵敏,,zhao@example.org
        """;

    public static async Task<TestNode> StartAsync(string id = County, string? duty = Duty, IDictionary<string, string?>? settings = null, TimeProvider? clock = null, string? folder = null)
    {
        var node = await TestNode.StartAsync(id, [new AlarmsModule()], new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Alarms:Poll"] = "00:00:00.030" },
            services => { if (clock is not null) services.AddSingleton(clock); }, folder);
        if (duty is not null)
            await node.PutDutyAsync(duty);
        return node;
    }

    public static async Task PutDutyAsync(this TestNode node, string list)
    {
        var answer = await node.Http.PutAsJsonAsync($"{Route}/duty/list", new { list });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static LimitExceeded Exceeded(string id = "x-1", string division = County) => new(
        id, "HY4304810001", "蔡伦中学站", "a34004", "PM2.5", 180.5m, 75m, "µg/m³", division, 112.855, 26.425, new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));

    public static ExceedanceEnded Ended(string id = "x-1") => new(
        id, "HY4304810001", "a34004", 190m, new(2026, 11, 25, 2, 5, 0, TimeSpan.Zero), 75m, "µg/m³", County, new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero), new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero));

    public static LinkStateChanged Link(string state, Lane lane = Lane.Alarm, string direction = "up", string? detail = "no hello") =>
        new("430421", lane, direction, state, detail, City, new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero));

    public static Task HappensAsync(this TestNode node, IEvent happened) => node.Log.AppendAsync(happened, default);

    public static async Task<IReadOnlyList<JsonElement>> AlarmsAsync(this TestNode node, string query = "") =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>($"{Route}/alarms?{query}")).GetProperty("items").EnumerateArray()];

    /// <summary>The only alarm there is, once it is as it should be.</summary>
    public static Task<JsonElement> OneAsync(this TestNode node, string what, Func<JsonElement, bool> holds) => Eventually.Get(what, async () =>
        await node.AlarmsAsync() is [var alarm] && holds(alarm) ? alarm : default);

    public static async Task<JsonElement> DetailAsync(this TestNode node, string id) => await node.Http.GetFromJsonAsync<JsonElement>($"{Route}/alarms/{id}");

    public static async Task<IReadOnlyList<string>> HistoryAsync(this TestNode node, string id) =>
        [.. (await node.DetailAsync(id)).GetProperty("history").EnumerateArray().Select(line => $"{line.Text("what")} {line.Text("by")}")];

    /// <summary>Types of this module's events of a lane, in order.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this TestNode node, Lane lane = Lane.Alarm) =>
        [.. (await node.Log.ReadAsync(lane, 0, 1000, null, Kernel.Log.LogScope.All, default)).Events.Where(envelope => envelope.Type.StartsWith("alarms.", StringComparison.Ordinal)).Select(envelope => envelope.Type)];

    public static string? Text(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static string Id(this JsonElement alarm) => alarm.Text("id")!;

    public static bool Is(this JsonElement alarm, string state) => alarm.Text("state") == state;

    public static bool Rings(this JsonElement alarm) => alarm.GetProperty("ringing").GetBoolean();

    public static Task<HttpResponseMessage> DoAsync(this HttpClient http, string id, string action, string? note = null) => http.PostAsJsonAsync($"{Route}/alarms/{id}/{action}", new { note });
}
