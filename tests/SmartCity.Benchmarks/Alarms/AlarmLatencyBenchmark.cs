using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Alarms;
using SmartCity.Alarms.Desk;
using SmartCity.CommandCentre;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts.Platform;
using SmartCity.Contracts.Security;
using SmartCity.Desks;
using SmartCity.Desks.Live;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Benchmarks.Alarms;

/// <summary>
/// From the moment an urgent event is committed to the moment somebody has the alarm: in the stream over HTTP, and in the
/// reading that open pages share, which is read twice a second at most. In between the alarm is raised and committed with its
/// history and its first duty step. SQLite, durable; alone, beside other urgent events, and beside Bulk as fast as it goes.
/// </summary>
internal static class AlarmLatencyBenchmark
{
    private const int Alarms = 200;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(70);

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| beside | alarms | stream p50 ms | p99 ms | pages p50 ms | p99 ms | longest ms |\n|---|---:|---:|---:|---:|---:|---:|");
        await MeasureAsync("nothing", (_, _) => Task.CompletedTask);
        await MeasureAsync("200 urgent events/s (line drills)", (node, cancellation) => EveryAsync(TimeSpan.FromMilliseconds(50), number => node.Log.AppendAsync([.. Enumerable.Range(1, 10).Select(index => Drill(number * 10 + index))], cancellation), cancellation));
        await MeasureAsync("Bulk, as fast as it goes", (node, cancellation) => EveryAsync(TimeSpan.Zero, number => node.Log.AppendAsync([.. Enumerable.Range(1, 500).Select(index => Bulk(number * 500 + index))], cancellation), cancellation));
        return 0;
    }

    private static async Task MeasureAsync(string beside, Func<TestNode, CancellationToken, Task> load)
    {
        await using var node = await TestNode.StartAsync("430481", [new AlarmsModule(), new CommandCentreModule()]);
        using var stop = new CancellationTokenSource();
        var streamed = new ConcurrentDictionary<string, long>();
        var shown = new ConcurrentDictionary<string, long>();
        using var watch = node.Services.GetRequiredService<LiveReadings>().Watch(new Operator("bench", "bench", [Right.All]), new RingingNow(), value =>
        {
            foreach (var alarm in value.Value?.Alarms ?? [])
                shown.TryAdd(alarm.Title, TimeProvider.System.GetTimestamp());
        });
        var following = FollowAsync(node, streamed, stop.Token);
        await RaiseAsync(node, "warm", 30, streamed, shown);
        var loading = load(node, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var committed = await RaiseAsync(node, "站", Alarms, streamed, shown);
        await stop.CancelAsync();
        await Task.WhenAll(loading, following).ContinueWith(_ => { }, TaskScheduler.Default);
        var (stream, pages) = (Took(committed, streamed), Took(committed, shown));
        Console.WriteLine($"| {beside} | {Alarms} | {At(stream, 0.5):N0} | {At(stream, 0.99):N0} | {At(pages, 0.5):N0} | {At(pages, 0.99):N0} | {pages[^1]:N0} |");
    }

    private static async Task<Dictionary<string, long>> RaiseAsync(TestNode node, string name, int count, ConcurrentDictionary<string, long> streamed, ConcurrentDictionary<string, long> shown)
    {
        var committed = new Dictionary<string, long>();
        for (var number = 1; number <= count; number++)
        {
            var exceeded = new LimitExceeded($"{name}-{number}", "HY1", $"{name}{number}", "a34004", "PM2.5", 180, 75, "µg/m³", "430481", 112.8, 26.4, TimeProvider.System.GetUtcNow());
            await node.Log.AppendAsync(exceeded, default);
            committed[$"{name}{number}：PM2.5超标，180 µg/m³（限值 75）"] = TimeProvider.System.GetTimestamp();
            await Task.Delay(Between);
        }
        await Eventually.True("all of them have come", () => Task.FromResult(committed.Keys.All(title => streamed.ContainsKey(title) && shown.ContainsKey(title))), TimeSpan.FromMinutes(1));
        return committed;
    }

    private static async Task FollowAsync(TestNode node, ConcurrentDictionary<string, long> streamed, CancellationToken cancellation)
    {
        using var response = await node.Http.GetAsync("/api/alarms/v1/stream", HttpCompletionOption.ResponseHeadersRead, cancellation);
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync(cancellation)).EnumerateAsync(cancellation))
            if (item.EventType == "raised")
                streamed.TryAdd(JsonDocument.Parse(item.Data).RootElement.GetProperty("alarm").GetProperty("title").GetString()!, TimeProvider.System.GetTimestamp());
    }

    private static List<double> Took(Dictionary<string, long> committed, ConcurrentDictionary<string, long> came) =>
        [.. committed.Select(pair => TimeProvider.System.GetElapsedTime(pair.Value, came[pair.Key]).TotalMilliseconds).Order()];

    private static async Task EveryAsync(TimeSpan pause, Func<int, Task> work, CancellationToken cancellation)
    {
        for (var number = 0; !cancellation.IsCancellationRequested; number++)
        {
            await work(number);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, cancellation);
        }
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static EventEnvelope Drill(int number) => EventLog.Envelope(new AlarmDrilled("drill-" + number % 20, number, "bench", "430481", TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow());

    private static EventEnvelope Bulk(int number) => EventLog.Envelope(new BulkDrilled("bulk-" + number % 20, number, "bench", "430481", TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow());
}
