using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Node;

/// <summary>A county node with all modules: from start to ready, and its memory and processor time while stations make 1,000 events a second and a city takes them.</summary>
internal static class NodeBenchmark
{
    public static async Task<int> RunAsync(Switches switches)
    {
        var (rate, seconds) = (switches.Number("rate", 1000), switches.Number("seconds", 30));
        Machine.Head("A county node: start, memory, processor time", $"node{switches}",
            $"All modules, SQLite, linked to a city through a gateway. {rate:N0} stations call by HJ 212 and send a reading of eight factors each second for {seconds} s; each reading is stored, told as an event and sent to the city. Start is from the process's start until /health/ready says yes, on a new database and again on the one that is there.");
        using var site = new Site();
        var program = switches.Text("program") ?? "SmartCity.Node";
        var port = Children.FreePort();
        string[] settings = ["--EnvironmentMonitoring:AcceptUnknown=true", $"--EnvironmentMonitoring:Hj212Port={port}", "--EnvironmentMonitoring:Lines:MostPerAddress=100000", "--EnvironmentMonitoring:Lines:Most=100000"];
        List<double> fresh = [], again = [];
        for (var round = 0; round < switches.Number("starts", 3); round++)
        {
            if (Directory.Exists(site.CountyFolder))
                Directory.Delete(site.CountyFolder, recursive: true);
            fresh.Add(await StartAsync(site, program, settings));
            site.StopCounty();
            again.Add(await StartAsync(site, program, settings));
            site.StopCounty();
        }
        await site.StartCityAsync("SmartCity.Node");
        await StartAsync(site, program, settings);
        await site.LinkAsync();
        var atReady = Children.Resident(site.County);
        using var stations = await Stations.CallAsync(port, rate);
        var (cpu, began, before) = (Children.Cpu(site.County), Stopwatch.GetTimestamp(), await ReadingsAsync(site));
        var resident = new List<double>();
        await Task.WhenAll(SendAsync(stations, seconds), SampleAsync(site, resident, seconds));
        var took = Stopwatch.GetElapsedTime(began);
        var (used, made) = (Children.Cpu(site.County) - cpu, await ReadingsAsync(site) - before);
        Console.WriteLine("| what | figure | budget |\n|---|---:|---:|");
        Console.WriteLine(Machine.Invariant($"| start to ready, new database | {Machine.Median(fresh):N2} s ({fresh.Min():N2}–{fresh.Max():N2}) | 5 s |"));
        Console.WriteLine(Machine.Invariant($"| start to ready, database there | {Machine.Median(again):N2} s ({again.Min():N2}–{again.Max():N2}) | 5 s |"));
        Console.WriteLine(Machine.Invariant($"| resident when ready | {atReady / 1e6:N0} MB | |"));
        Console.WriteLine(Machine.Invariant($"| events made | {made / took.TotalSeconds:N0}/s | {rate:N0}/s |"));
        Console.WriteLine(Machine.Invariant($"| resident under that load, median (most) | {Machine.Median(resident):N0} MB ({resident.Max():N0}) | 300 MB |"));
        Console.WriteLine(Machine.Invariant($"| processor time under that load | {used.TotalMicroseconds / Math.Max(1, made):N0} µs per event, {used / took:P0} of one core | |"));
        Machine.Foot();
        return 0;
    }

    private static async Task<double> StartAsync(Site site, string program, string[] settings)
    {
        var began = Stopwatch.GetTimestamp();
        await site.StartCountyAsync(program, settings);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    // A tenth of the stations every tenth of a second.
    private static async Task SendAsync(Stations stations, int seconds)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tenth = 0; tenth < seconds * 10; tenth++)
        {
            for (var number = tenth % 10; number < stations.Count; number += 10)
                await stations.SendAsync(number, 10 + tenth % 7);
            await tick.WaitForNextTickAsync();
        }
    }

    private static async Task SampleAsync(Site site, List<double> resident, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            await Task.Delay(1000);
            resident.Add(Children.Resident(site.County) / 1e6);
        }
    }

    private static async Task<long> ReadingsAsync(Site site)
    {
        await using var connection = new SqliteConnection($"Data Source={site.CountyFolder}/node.db;Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from kernel_log where lane = 3";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
