using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Modules;
using SmartCity.TestKit;

namespace SmartCity.Benchmarks.Things;

/// <summary>
/// Calls to things: in one process, and in two processes of a node on PostgreSQL, each a silo, where half of the calls go over
/// TCP to the other process. Messages are records in System.Text.Json, as everywhere; the thing does nothing but answer.
/// </summary>
internal static class GrainBenchmark
{
    private const int Things = 1000;
    private const int Callers = 32;
    private const string Variable = "BENCH_GRAINS_DATABASE";
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SMARTCITY_TEST_POSTGRES")))
        {
            await Console.Error.WriteLineAsync("Two processes share a PostgreSQL: name a server in SMARTCITY_TEST_POSTGRES, for example Host=127.0.0.1;Username=smartcity;Database=postgres.");
            return 2;
        }
        Console.WriteLine("| processes | calls/s | of them to the other process | p50 | p99 |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        await using (var alone = await StartAsync(null))
            await MeasureAsync("one, SQLite: a silo by itself", alone);
        await using var database = await TestPostgres.CreateAsync();
        await using var one = await StartAsync(database.ConnectionString);
        await MeasureAsync("one of the cluster, PostgreSQL", one);
        using var other = StartOther(database.ConnectionString);
        await WaitForOtherAsync(one);
        await MeasureAsync("two, PostgreSQL: callers in one of them", one);
        other.StandardInput.Close();
        await other.WaitForExitAsync();
        return 0;
    }

    /// <summary>The second process: a silo until its standard input is closed.</summary>
    public static async Task<int> HostAsync()
    {
        await using var node = await StartAsync(Environment.GetEnvironmentVariable(Variable)!);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task<WebApplication> StartAsync(string? database)
    {
        var data = Directory.CreateTempSubdirectory("smartcity-grains-").FullName;
        var app = NodeHost.Build([], [new EchoModule()], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["Node:Id"] = "430481", ["Node:Name"] = "bench", ["Node:Data"] = data, ["Node:Database"] = database, ["Disk:ReserveBytes"] = "0", ["Logging:LogLevel:Default"] = "Warning",
        }));
        await app.StartAsync();
        return app;
    }

    private static Process StartOther(string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SmartCity.Benchmarks.dll"), "grains-silo"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[Variable] = database;
        return Process.Start(start)!;
    }

    // Things are placed anew until some live in the other process.
    private static async Task WaitForOtherAsync(WebApplication node)
    {
        var grains = node.Services.GetRequiredService<IGrainFactory>();
        var here = (await grains.GetGrain<IEchoGrain>("here").SayAsync(new("", 0))).Silo;
        await Eventually.True("a second silo", async () => (await grains.GetGrain<IEchoGrain>(Guid.NewGuid().ToString()).SayAsync(new("", 0))).Silo != here, TimeSpan.FromSeconds(60));
    }

    private static async Task MeasureAsync(string what, WebApplication node)
    {
        var grains = node.Services.GetRequiredService<IGrainFactory>();
        var prefix = Guid.NewGuid().ToString("N");
        IEchoGrain[] things = [.. Enumerable.Range(0, Things).Select(number => grains.GetGrain<IEchoGrain>($"{prefix}-{number}"))];
        var silos = new string[Things];
        for (var number = 0; number < Things; number++)
            silos[number] = (await things[number].SayAsync(new("warm", number))).Silo;
        var here = node.Services.GetRequiredService<Orleans.Runtime.ILocalSiloDetails>().SiloAddress.ToParsableString();
        await CallAsync(things, TimeSpan.FromSeconds(2));
        var began = Stopwatch.GetTimestamp();
        var times = await CallAsync(things, Measured);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        times.Sort();
        double Milliseconds(double share) => Stopwatch.GetElapsedTime(0, times[(int)(times.Count * share)]).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {times.Count / seconds:N0} | {100.0 * silos.Count(silo => silo != here) / Things:0} % | {Milliseconds(0.5):0.00} ms | {Milliseconds(0.99):0.00} ms |"));
    }

    private static async Task<List<long>> CallAsync(IEchoGrain[] things, TimeSpan lasts)
    {
        var until = Stopwatch.GetTimestamp() + (long)(lasts.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var times = new List<long>(1 << 16);
            for (var number = caller; Stopwatch.GetTimestamp() < until; number += 7)
            {
                var began = Stopwatch.GetTimestamp();
                await things[number % Things].SayAsync(new("某路口有暴露垃圾", number));
                times.Add(Stopwatch.GetTimestamp() - began);
            }
            return times;
        })));
        return [.. all.SelectMany(times => times)];
    }

    private sealed class EchoModule : IModule
    {
        public string Name => "Echo";

        public string Route => "echo";

        public void Configure(ModuleBuilder module)
        {
        }

        public void Map(IEndpointRouteBuilder routes)
        {
        }
    }
}

internal sealed record EchoCommand(string Text, int Number);

internal sealed record EchoAnswer(string Silo, int Number);

internal interface IEchoGrain : IGrainWithStringKey
{
    Task<EchoAnswer> SayAsync(EchoCommand command);
}

[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "Made by Orleans")]
internal sealed class EchoGrain(Orleans.Runtime.ILocalSiloDetails silo) : Grain, IEchoGrain
{
    private readonly string here = silo.SiloAddress.ToParsableString();

    public Task<EchoAnswer> SayAsync(EchoCommand command) => Task.FromResult(new EchoAnswer(here, command.Number + 1));
}
