using System.Diagnostics;
using SmartCity.Benchmarks.Node;
using SmartCity.Benchmarks.Running;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>A city with open pages: what they cost its node while events arrive, how often they are drawn anew, and how soon they show an event.</summary>
internal static class CircuitsBenchmark
{
    private static readonly string[] Everybody = ["duty-officer", "dispatcher", "supervisor", "administrator"];
    private static readonly string[] Paths = ["/wall", "/", "/desk/alarms", "/desk/city-management/cases", "/desk/environment/stations"];

    public static async Task<int> RunAsync(Switches switches)
    {
        var (rate, circuits, real) = (switches.Number("rate", 200), switches.Number("circuits", 45), switches.Number("pages", 5));
        var (rounds, seconds) = (switches.Number("rounds", 3), switches.Number("seconds", 20));
        Machine.Head("A city with open pages", $"circuits{switches}",
            $"City and gateway, SQLite. {rate} events/s arrive: readings by HJ 212, 4 case reports/s, an alarm every 1.5 s. {real} pages in chromium and {circuits} circuits of a hub client, through the gateway, of four roles: wall, overview, alarms, cases, stations in turn. {rounds} times {seconds} s without them and {seconds} s with them. Time is from sending a station's frame to the alarm's count on the page.");
        using var site = new Site();
        var port = Children.FreePort();
        await site.StartCityAsync("SmartCity.Node", "--Node:Divisions:0=430400", "--Node:Divisions:1=430405", "--EnvironmentMonitoring:AcceptUnknown=true", $"--EnvironmentMonitoring:Hj212Port={port}", "--EnvironmentMonitoring:Lines:MostPerAddress=100000", "--EnvironmentMonitoring:Lines:Most=100000",
            "--EnvironmentMonitoring:Limits:0:Factor=a34004", "--EnvironmentMonitoring:Limits:0:Limit=75", "--EnvironmentMonitoring:Limits:0:Unit=µg/m³");
        List<Visitor> visitors = [];
        foreach (var role in Everybody)
            visitors.Add(await Visitor.SignInAsync(site.AtCity, site.GatewayAddress, role));
        using var stations = await Stations.CallAsync(port, rate);
        await using var chromium = real > 0 ? await RealPages.StartAsync() : null;
        var arrivals = new Arrivals(site.AtCity, stations, rate);
        using var stop = new CancellationTokenSource();
        var arriving = arrivals.GoOnAsync(stop.Token);
        List<Window> without = [], with = [];
        // The first round warms up and does not count.
        for (var round = 0; round <= rounds && !arriving.IsFaulted; round++)
        {
            var alone = await WindowAsync(site, seconds, [], arrivals);
            var crowded = await WithPagesAsync(site, visitors, chromium, circuits, real, seconds, arrivals);
            await Console.Error.WriteLineAsync(Machine.Invariant($"{(round == 0 ? "warming up" : $"round {round}")}: node {alone.Cpu:P0} without pages, {crowded.Cpu:P0} with them, load average {Machine.Load}"));
            if (round == 0)
                continue;
            without.Add(alone);
            with.Add(crowded);
        }
        await stop.CancelAsync();
        await arriving;
        Tell(without, with, circuits, real);
        visitors.ForEach(visitor => visitor.Dispose());
        return 0;
    }

    private static async Task<Window> WithPagesAsync(Site site, List<Visitor> visitors, RealPages? chromium, int circuits, int real, int seconds, Arrivals arrivals)
    {
        List<(HubPage Page, Sightings Seen)> open = [];
        for (var number = 0; number < circuits; number++)
        {
            var seen = new Sightings();
            open.Add((await HubPage.OpenAsync(site.GatewayAddress, visitors[number / Paths.Length % visitors.Count], Paths[number % Paths.Length], seen), seen));
        }
        for (var number = 0; number < real; number++)
            await chromium!.OpenAsync(site.GatewayAddress, visitors[number % visitors.Count], Paths[number % Paths.Length]);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var began = TimeProvider.System.GetUtcNow();
        var window = await WindowAsync(site, seconds, [.. open.Select(one => one.Page)], arrivals);
        var until = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(2);
        var inIt = arrivals.Alarms.Where(alarm => alarm.Sent > began && alarm.Sent < until).ToList();
        window = window with { Circuits = [.. open.SelectMany(one => one.Seen.Took(inIt))], Pages = chromium is null ? [] : [.. (await chromium.CloseAsync()).Select(seen => seen.Took(inIt).ToList())] };
        if (open.FirstOrDefault(one => one.Page.Failed is not null).Page is { } failed)
            throw new InvalidOperationException($"A circuit failed: {failed.Failed}");
        foreach (var (page, _) in open)
            await page.DisposeAsync();
        return window;
    }

    private static async Task<Window> WindowAsync(Site site, int seconds, IReadOnlyList<HubPage> pages, Arrivals arrivals)
    {
        if (pages.Count == 0)
            await Task.Delay(TimeSpan.FromSeconds(5));
        var (batches, calls, bytes) = (pages.Select(page => page.Batches).ToList(), pages.Sum(page => page.Calls), pages.Sum(page => page.Bytes));
        var (cpu, gateway, sent, began) = (Children.Cpu(site.City), Children.Cpu(site.Gateway), arrivals.Sent, Stopwatch.GetTimestamp());
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var took = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return new((Children.Cpu(site.City) - cpu).TotalSeconds / took, (Children.Cpu(site.Gateway) - gateway).TotalSeconds / took)
        {
            Arrived = (arrivals.Sent - sent) / took,
            Rates = [.. pages.Select((page, index) => (page.Batches - batches[index]) / took)],
            Calls = (pages.Sum(page => page.Calls) - calls) / took / Math.Max(1, pages.Count),
            Bytes = (pages.Sum(page => page.Bytes) - bytes) / took / Math.Max(1, pages.Count),
            Resident = Children.Resident(site.City),
        };
    }

    private static void Tell(List<Window> without, List<Window> with, int circuits, int real)
    {
        var (alone, crowded) = (Machine.Median(without.Select(window => window.Cpu)), Machine.Median(with.Select(window => window.Cpu)));
        var rates = with.SelectMany(window => window.Rates).ToList();
        Console.WriteLine("| what | figure | budget |\n|---|---:|---:|");
        Console.WriteLine(Machine.Invariant($"| events arriving, without and with pages | {Machine.Median(without.Select(window => window.Arrived)):N0}/s, {Machine.Median(with.Select(window => window.Arrived)):N0}/s | |"));
        Console.WriteLine(Machine.Invariant($"| node without pages, of one core | {alone:P0} ({without.Min(window => window.Cpu):P0}–{without.Max(window => window.Cpu):P0}) | |"));
        Console.WriteLine(Machine.Invariant($"| node with {circuits + real} pages | {crowded:P0} ({with.Min(window => window.Cpu):P0}–{with.Max(window => window.Cpu):P0}) | |"));
        Console.WriteLine(Machine.Invariant($"| **more with them** | **{crowded - alone:P0}** | < 60 % |"));
        Console.WriteLine(Machine.Invariant($"| gateway more with them | {Machine.Median(with.Select(window => window.Gateway)) - Machine.Median(without.Select(window => window.Gateway)):P0} | |"));
        Console.WriteLine(Machine.Invariant($"| node resident, without and with | {without[^1].Resident / 1e6:N0} MB, {with[^1].Resident / 1e6:N0} MB | |"));
        if (rates.Count > 0)
        {
            Console.WriteLine(Machine.Invariant($"| **drawn anew per circuit**, median (most) | **{Machine.Median(rates):N2}/s ({rates.Max():N2}/s)** | ≤ 2/s |"));
            Console.WriteLine(Machine.Invariant($"| … and sent | {Machine.Median(with.Select(window => window.Bytes)) / 1000:N1} kB/s, {Machine.Median(with.Select(window => window.Calls)):N1} calls of scripts/s | |"));
        }
        Row("event to circuit", [.. with.SelectMany(window => window.Circuits)]);
        Row("event to page in chromium", [.. with.SelectMany(window => window.Pages.SelectMany(page => page))]);
        for (var page = 0; page < real; page++)
            Row("… " + Paths[page % Paths.Length], [.. with.SelectMany(window => window.Pages[page])]);
        Machine.Foot();
    }

    private static void Row(string what, List<double?> took)
    {
        var known = took.OfType<double>().ToList();
        if (known.Count > 0)
            Console.WriteLine(Machine.Invariant($"| **{what}**, p50, **p99**, longest ({known.Count:N0} sightings, {took.Count - known.Count} missing) | {Machine.Percentile(known, 0.5):N0} ms, **{Machine.Percentile(known, 0.99):N0} ms**, {known.Max():N0} ms | < 1000 ms |"));
    }

    /// <summary>What a window of time showed: shares of one core, redraws a second of each circuit, and milliseconds to each sight of an alarm.</summary>
    private sealed record Window(double Cpu, double Gateway)
    {
        public IReadOnlyList<double> Rates { get; init; } = [];
        public double Arrived { get; init; }
        public double Calls { get; init; }
        public double Bytes { get; init; }
        public long Resident { get; init; }
        public IReadOnlyList<double?> Circuits { get; init; } = [];
        public IReadOnlyList<IReadOnlyList<double?>> Pages { get; init; } = [];
    }
}
