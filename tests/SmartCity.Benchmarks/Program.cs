using SmartCity.Benchmarks.CityManagement;
using SmartCity.Benchmarks.Codecs;
using SmartCity.Benchmarks.Federation;
using SmartCity.Benchmarks.Gateway;
using SmartCity.Benchmarks.Things;

var all = new Dictionary<string, Func<Task<int>>>
{
    ["codecs"] = () => Run(Hj212Benchmark.Run, Jt808Benchmark.Run, Gat1400Benchmark.Run, Gb28181Benchmark.Run, Gb20999Benchmark.Run, CapBenchmark.Run),
    ["grids"] = () => Run(GridLookupBenchmark.Run),
    ["bridge"] = () => BridgeBenchmark.RunAsync(200_000),
    ["grains"] = GrainBenchmark.RunAsync,
    // The second process of the same benchmark.
    ["grains-silo"] = GrainBenchmark.HostAsync,
    ["gateway"] = () => GatewayBenchmark.RunAsync(Console.Out),
};

if (args is [var name] && all.TryGetValue(name, out var benchmark))
    return await benchmark();
Console.Error.WriteLine($"Say which: {string.Join(", ", all.Keys)}. For figures worth keeping: dotnet run -c Release --project tests/SmartCity.Benchmarks -- codecs");
return 2;

static Task<int> Run(params Action[] tables)
{
    foreach (var table in tables)
    {
        table();
        Console.WriteLine();
    }
    return Task.FromResult(0);
}
