using SmartCity.Benchmarks.Alarms;
using SmartCity.Benchmarks.Circuits;
using SmartCity.Benchmarks.CityManagement;
using SmartCity.Benchmarks.Codecs;
using SmartCity.Benchmarks.Federation;
using SmartCity.Benchmarks.Gateway;
using SmartCity.Benchmarks.Log;
using SmartCity.Benchmarks.Node;
using SmartCity.Benchmarks.Running;
using SmartCity.Benchmarks.Telemetry;
using SmartCity.Benchmarks.Things;

var switches = new Switches([.. args.Skip(1)]);
var all = new Dictionary<string, Func<Task<int>>>
{
    ["codecs"] = () => Run(Hj212Benchmark.Run, Jt808Benchmark.Run, Gat1400Benchmark.Run, Gb28181Benchmark.Run, Gb20999Benchmark.Run, CapBenchmark.Run, Gbt30428Benchmark.Run),
    ["grids"] = () => Run(GridLookupBenchmark.Run),
    ["alarm-feed"] = AlarmLatencyBenchmark.RunAsync,
    ["circuits"] = () => CircuitsBenchmark.RunAsync(switches),
    ["bridge"] = () => BridgeBenchmark.RunAsync(switches),
    ["alarms"] = () => AlarmBenchmark.RunAsync(switches),
    ["counties"] = () => CountiesBenchmark.RunAsync(switches),
    ["node"] = () => NodeBenchmark.RunAsync(switches),
    ["growth"] = () => GrowthBenchmark.RunAsync(switches),
    ["grains"] = GrainBenchmark.RunAsync,
    ["log"] = () => LogBenchmark.RunAsync(switches),
    ["telemetry"] = TelemetryBenchmark.RunAsync,
    ["gateway"] = () => GatewayBenchmark.RunAsync(switches),
};

// Not for people: programs that some of them start.
switch (args)
{
    case ["bench-node", .. var settings]:
        return await BenchNode.RunAsync(settings);
    case ["grains-silo", ..]:
        return await GrainBenchmark.HostAsync();
    case ["destination", .. var settings]:
        return await Peers.DestinationAsync(settings);
    case ["bare-proxy", .. var settings]:
        return await Peers.BareProxyAsync(settings);
}
if (args is [var name, ..] && all.TryGetValue(name, out var benchmark))
    return await benchmark();
Console.Error.WriteLine($"Say which: {string.Join(", ", all.Keys)}. For figures worth keeping: dotnet run -c Release --project tests/SmartCity.Benchmarks -- bridge");
return 2;

Task<int> Run(params Action[] tables)
{
    foreach (var table in tables.Where(table => switches.Text("only") is not { } only || table.Method.DeclaringType!.Name.Contains(only, StringComparison.OrdinalIgnoreCase)))
    {
        table();
        Console.WriteLine();
    }
    return Task.FromResult(0);
}
