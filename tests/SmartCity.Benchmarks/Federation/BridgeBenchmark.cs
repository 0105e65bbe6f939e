using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Federation;

/// <summary>
/// County → gateway → city, three processes on loopback, durable at both ends, beside two RabbitMQ brokers joined by a
/// shovel. Rounds of both alternate; medians are compared.
/// </summary>
internal sealed class BridgeBenchmark(Switches switches)
{
    private const int Bytes = 400;
    private readonly int events = switches.Number("events", 500_000);
    private readonly int messages = switches.Number("messages", 50_000);
    private readonly TimeSpan span = TimeSpan.FromSeconds(switches.Number("seconds", 5));
    private readonly Dictionary<string, List<Passage>> found = [];
    private string[] only = [];

    public static async Task<int> RunAsync(Switches switches)
    {
        await new BridgeBenchmark(switches).RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        only = switches.Text("only")?.Split(',') ?? [];
        Machine.Head("County → gateway → city, beside a RabbitMQ shovel", $"bridge{switches}",
            $"{Bytes}-byte events. Ours: county, gateway and city as three processes, every commit synced to disk at both ends. Shovel: two RabbitMQ brokers, durable queues, persistent messages, confirms, ack-mode on-confirm. Measured from a fifth of the backlog on, while what comes before compiles the code ({events:N0} events, {messages:N0} messages).");
        using var children = new Children();
        using var postgres = Wanted("postgres") ? await Postgres.StartAsync() : null;
        var shovel = Wanted("classic", "quorum", "classic-producing") ? await ShovelPeer.StartAsync(children) : null;
        var backlog = Path.Combine(children.Folder, "backlog", "node.db");
        await Backlog.MakeAsync(backlog, events, Bytes);
        for (var round = 0; round < switches.Number("rounds", 3); round++)
        {
            await MeasureAsync("classic", () => shovel!.BacklogAsync("classic", messages, Bytes));
            await MeasureAsync("sqlite", () => OursAsync(backlog, null));
            await MeasureAsync("quorum", () => shovel!.BacklogAsync("quorum", messages, Bytes));
            await MeasureAsync("postgres", () => OursAsync(backlog, postgres));
            await MeasureAsync("subscribers", () => OursAsync(backlog, null, "--Bench:Subscribe=true"));
            await MeasureAsync("classic-producing", () => shovel!.ProducingAsync("classic", span, Bytes));
            await MeasureAsync("producing", ProducingAsync);
        }
        Print();
    }

    private bool Wanted(params string[] names) => only.Length == 0 || names.Any(only.Contains);

    private async Task MeasureAsync(string name, Func<Task<Passage>> measure)
    {
        if (!Wanted(name))
            return;
        var passage = await measure();
        Console.Error.WriteLine(Machine.Invariant($"{name}: {passage.PerSecond:N0}/s, {passage.Total:N1} µs ({string.Join(", ", passage.Used.Select(one => Machine.Invariant($"{one.Process} {one.Microseconds:N1}")))})"));
        if (!found.TryGetValue(name, out var passages))
            found.Add(name, passages = []);
        passages.Add(passage);
    }

    private async Task<Passage> OursAsync(string backlog, Postgres? postgres, params string[] more)
    {
        using var site = new Site();
        Directory.CreateDirectory(site.CountyFolder);
        File.Copy(backlog, Path.Combine(site.CountyFolder, "node.db"));
        var database = postgres is null ? null : await postgres.CreateAsync($"city{Guid.NewGuid():N}");
        await site.StartCityAsync(more.Length > 0 ? "SmartCity.Benchmarks" : "SmartCity.Node", [.. database is null ? Array.Empty<string>() : ["--Node:Database=" + database], "--Node:Modules:0=Federation", "--Node:Modules:1=" + (more.Length > 0 ? "Bench" : "Federation"), .. more]);
        await site.StartCountyAsync("SmartCity.Node", "--Node:Modules:0=Federation");
        await using DbConnection atCity = database is null ? new SqliteConnection($"Data Source={site.CityFile};Mode=ReadOnly;Pooling=False") : new NpgsqlConnection(database);
        await atCity.OpenAsync();
        await site.LinkAsync();
        var passage = await Passage.WatchAsync(() => Backlog.ReceivedAsync(atCity), events, () => postgres is null ? site.Used() : [.. site.Used(), ("PostgreSQL", postgres.Cpu())]);
        if (await Backlog.CountAsync(atCity) is var arrived && arrived != events)
            throw new InvalidOperationException($"{events} events were made and {arrived} arrived.");
        return passage;
    }

    private async Task<Passage> ProducingAsync()
    {
        using var site = new Site();
        await site.StartCityAsync("SmartCity.Node", "--Node:Modules:0=Federation");
        await site.StartCountyAsync("SmartCity.Benchmarks", "--Node:Modules:0=Federation", "--Node:Modules:1=Bench", $"--Bench:Produce={Bytes}");
        await using var atCity = new SqliteConnection($"Data Source={site.CityFile};Mode=ReadOnly;Pooling=False");
        await atCity.OpenAsync();
        await site.LinkAsync();
        return await Passage.WatchAsync(() => Backlog.ReceivedAsync(atCity), span, site.Used);
    }

    private void Print()
    {
        (string Name, string Told, string Peer)[] rows =
        [
            ("classic", "shovel, classic queues, backlog ready", "classic"), ("quorum", "shovel, quorum queues, backlog ready", "classic"),
            ("sqlite", "ours, backlog ready, SQLite at the city", "classic"), ("postgres", "ours, backlog ready, PostgreSQL at the city", "classic"),
            ("subscribers", "ours, backlog ready, a subscriber of every event at the city", "classic"),
            ("classic-producing", "shovel, classic queues, while producing", "classic-producing"), ("producing", "ours, while producing at the county", "classic-producing"),
        ];
        Console.WriteLine("| line | per second, median (lowest–highest) | × shovel | CPU per event | of it |\n|---|---:|---:|---:|---|");
        foreach (var (name, told, peer) in rows.Where(row => found.ContainsKey(row.Name)))
        {
            var rates = found[name].ConvertAll(passage => passage.PerSecond);
            var ratio = found.TryGetValue(peer, out var against) ? Machine.Invariant($"{Machine.Median(rates) / Machine.Median(against.Select(passage => passage.PerSecond)):N1}") : "";
            var middle = found[name].OrderBy(passage => passage.Total).ElementAt(found[name].Count / 2);
            Console.WriteLine(Machine.Invariant($"| {told} | {Machine.Median(rates):N0} ({rates.Min():N0}–{rates.Max():N0}) | {ratio} | {middle.Total:N1} µs | {string.Join(", ", middle.Used.Select(one => Machine.Invariant($"{one.Process} {one.Microseconds:N1}")))} |"));
        }
        Machine.Foot();
    }
}
