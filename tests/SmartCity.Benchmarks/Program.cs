using SmartCity.Benchmarks.Alarms;
using SmartCity.Benchmarks.CityManagement;
using SmartCity.Benchmarks.Codecs;
using SmartCity.Benchmarks.Federation;
using SmartCity.Benchmarks.Gateway;
using SmartCity.Benchmarks.Log;
using SmartCity.Benchmarks.Running;

var switches = new Switches([.. args.Skip(1)]);
var all = new Dictionary<string, Func<Task<int>>>
{
    ["codecs"] = () => Run(Hj212Benchmark.Run, Jt808Benchmark.Run, Gat1400Benchmark.Run, Gb28181Benchmark.Run, Gb20999Benchmark.Run, CapBenchmark.Run),
    ["grids"] = () => Run(GridLookupBenchmark.Run),
    ["alarm-feed"] = AlarmLatencyBenchmark.RunAsync,
    ["bridge"] = () => BridgeBenchmark.RunAsync(switches),
    ["log"] = () => LogBenchmark.RunAsync(switches),
    ["gateway"] = () => GatewayBenchmark.RunAsync(switches),
};

// Not for people: programs that some of them start.
switch (args)
{
    case ["node", .. var settings]:
        return await BenchNode.RunAsync(settings);
    case ["destination", .. var settings]:
        return await Peers.DestinationAsync(settings);
    case ["bare-proxy", .. var settings]:
        return await Peers.BareProxyAsync(settings);
}
if (args is [var name, ..] && all.TryGetValue(name, out var benchmark))
    return await benchmark();
Console.Error.WriteLine($"Say which: {string.Join(", ", all.Keys)}. For figures worth keeping: dotnet run -c Release --project tests/SmartCity.Benchmarks -- bridge");
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
