using Microsoft.Extensions.DependencyInjection;
using SmartCity.Alarms;
using SmartCity.Alarms.Live;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Benchmarks.Alarms;

/// <summary>
/// From the moment an urgent event is committed to the moment a page's feed has the alarm: raised, committed with its history
/// and its first duty step, read back and handed out. SQLite, durable; alone, beside 200 other urgent events a second, and
/// beside Bulk as fast as the node takes it.
/// </summary>
internal static class AlarmLatencyBenchmark
{
    private const int Alarms = 300;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("| beside | alarms | p50 ms | p99 ms | longest ms |\n|---|---:|---:|---:|---:|");
        await MeasureAsync("nothing", (_, _) => Task.CompletedTask);
        await MeasureAsync("200 urgent events/s (line drills)", (node, cancellation) => EveryAsync(TimeSpan.FromMilliseconds(50), number => node.Log.AppendAsync([.. Enumerable.Range(1, 10).Select(index => Drill(number * 10 + index))], cancellation), cancellation));
        await MeasureAsync("Bulk, as fast as it goes", (node, cancellation) => EveryAsync(TimeSpan.Zero, number => node.Log.AppendAsync([.. Enumerable.Range(1, 500).Select(index => Bulk(number * 500 + index))], cancellation), cancellation));
        return 0;
    }

    private static async Task MeasureAsync(string beside, Func<TestNode, CancellationToken, Task> load)
    {
        await using var node = await TestNode.StartAsync("430481", [new AlarmsModule()]);
        using var stop = new CancellationTokenSource();
        await RaiseAsync(node, "warm", 50);
        var loading = load(node, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(1));
        var took = await RaiseAsync(node, "x", Alarms);
        await stop.CancelAsync();
        await loading.ContinueWith(_ => { }, TaskScheduler.Default);
        Console.WriteLine($"| {beside} | {Alarms} | {At(took, 0.5):N1} | {At(took, 0.99):N1} | {took[^1]:N1} |");
    }

    private static async Task<List<double>> RaiseAsync(TestNode node, string name, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var committed = new Dictionary<string, long>();
        var came = new Dictionary<string, long>();
        var listening = ListenAsync();
        await Task.Delay(200);
        for (var number = 1; number <= count; number++)
        {
            var exceeded = new LimitExceeded($"{name}-{number}", "HY1", "站", "a34004", "PM2.5", 180, 75, "µg/m³", "430481", 112.8, 26.4, TimeProvider.System.GetUtcNow());
            await node.Log.AppendAsync(exceeded, default);
            committed[exceeded.ExceedanceId] = TimeProvider.System.GetTimestamp();
            await Task.Delay(Between);
        }
        await listening;
        // By the order in which they were raised: one stream, one lane, one subject.
        return [.. committed.Values.Zip(came.Values.Order(), (from, to) => TimeProvider.System.GetElapsedTime(from, to).TotalMilliseconds).Order()];

        async Task ListenAsync()
        {
            await foreach (var news in node.Services.GetRequiredService<IAlarmFeed>().ListenAsync(patience.Token))
            {
                if (news is { What: "raised", Alarm.Type: "environment.limit-exceeded.v1" })
                    came[news.Alarm.Id] = TimeProvider.System.GetTimestamp();
                if (came.Count == count)
                    return;
            }
        }
    }

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
