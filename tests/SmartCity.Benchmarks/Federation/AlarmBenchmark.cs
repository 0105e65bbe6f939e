using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SmartCity.Benchmarks.Node;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Federation;

/// <summary>Alarms on their way from a device to the city's log while a backlog of Bulk events saturates the same link.</summary>
internal sealed class AlarmBenchmark(Switches switches)
{
    private const int StationCount = 80;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);
    private readonly int events = switches.Number("events", 1_000_000);
    private readonly ConcurrentDictionary<string, long> sent = new();
    private readonly ConcurrentQueue<(long At, double Milliseconds)> arrived = new();

    public static async Task<int> RunAsync(Switches switches)
    {
        await new AlarmBenchmark(switches).RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        Machine.Head("Alarms while Bulk is saturated, device to city", $"alarms{switches}",
            $"A backlog of {events:N0} Bulk events of 400 bytes goes over the link as fast as it can; meanwhile {StationCount} stations send HJ 212 readings, 20 a second over a limit. Time from the write to the station's socket until the alarm is committed in the city's log (looked at every 2 ms), through county, gateway and city. Counted after the first fifth of the backlog.");
        using var site = new Site();
        Directory.CreateDirectory(site.CountyFolder);
        await Backlog.MakeAsync(Path.Combine(site.CountyFolder, "node.db"), events, 400);
        await site.StartCityAsync("SmartCity.Node", "--Node:Modules:0=Federation");
        var port = Children.FreePort();
        await site.StartCountyAsync("SmartCity.Node", "--Node:Modules:0=Federation", "--Node:Modules:1=EnvironmentMonitoring", "--EnvironmentMonitoring:AcceptUnknown=true", $"--EnvironmentMonitoring:Hj212Port={port}",
            "--EnvironmentMonitoring:Lines:MostUnprovenPerAddress=1000", "--EnvironmentMonitoring:Limits:0:Factor=a34004", "--EnvironmentMonitoring:Limits:0:Limit=75", "--EnvironmentMonitoring:Limits:0:Unit=µg/m³");
        using var stations = await Stations.CallAsync(port, StationCount);
        await using var atCity = new SqliteConnection($"Data Source={site.CityFile};Mode=ReadOnly;Pooling=False");
        await atCity.OpenAsync();
        await site.LinkAsync();
        using var over = new CancellationTokenSource();
        var (sending, watching) = (SendAsync(stations, over.Token), WatchAsync(site.CityFile, over.Token));
        var passage = await Passage.WatchAsync(() => Backlog.ReceivedAsync(atCity), events, site.Used);
        var until = Stopwatch.GetTimestamp();
        await over.CancelAsync();
        await Task.WhenAll(sending, watching);
        var from = until - (long)(events * 0.8 / passage.PerSecond * Stopwatch.Frequency);
        Print([.. arrived.Where(one => one.At >= from && one.At <= until).Select(one => one.Milliseconds)], passage);
    }

    private static void Print(List<double> milliseconds, Passage passage)
    {
        if (milliseconds.Count == 0)
            throw new InvalidOperationException("No alarm arrived while the backlog was under way: take a larger one.");
        Console.WriteLine("| alarms | p50 | p90 | p99 | most | budget p99 | Bulk meanwhile |\n|---:|---:|---:|---:|---:|---:|---:|");
        Console.WriteLine(Machine.Invariant($"| {milliseconds.Count:N0} | {Machine.Percentile(milliseconds, 0.5):N0} ms | {Machine.Percentile(milliseconds, 0.9):N0} ms | {Machine.Percentile(milliseconds, 0.99):N0} ms | {milliseconds.Max():N0} ms | 250 ms | {passage.PerSecond:N0} events/s |"));
        Machine.Foot();
    }

    // Station after station, each time over the limit and the next time below, so that every exceedance begins anew.
    private async Task SendAsync(Stations stations, CancellationToken over)
    {
        using var tick = new PeriodicTimer(Tick);
        try
        {
            for (var number = 0; await tick.WaitForNextTickAsync(over); number++)
            {
                var station = number % StationCount;
                var isAlarm = (number / StationCount + station) % 2 == 1;
                if (isAlarm)
                    sent[stations.Mn(station)] = Stopwatch.GetTimestamp();
                await stations.SendAsync(station, isAlarm ? 180 : 10);
            }
        }
        catch (OperationCanceledException)
        {
            // The backlog has arrived.
        }
    }

    private async Task WatchAsync(string file, CancellationToken over)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = "select position, data from kernel_log where lane = 1 and position > $after and type = 'environment.limit-exceeded.v1' order by position";
        var after = command.Parameters.AddWithValue("$after", 0L);
        while (!over.IsCancellationRequested)
        {
            await using (var row = await command.ExecuteReaderAsync(CancellationToken.None))
                while (await row.ReadAsync(CancellationToken.None))
                {
                    after.Value = row.GetInt64(0);
                    using var data = JsonDocument.Parse(row.GetFieldValue<byte[]>(1));
                    if (sent.TryRemove(data.RootElement.GetProperty("stationId").GetString()!, out var at))
                        arrived.Enqueue((Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(at).TotalMilliseconds));
                }
            await Task.Delay(2, CancellationToken.None);
        }
    }
}
