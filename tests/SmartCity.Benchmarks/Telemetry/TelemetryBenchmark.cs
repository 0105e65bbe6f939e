using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel;
using SmartCity.Kernel.Storage;
using SmartCity.Telemetry;
using EventLog = SmartCity.Kernel.Log.EventLog;

namespace SmartCity.Benchmarks.Telemetry;

/// <summary>What being watched costs the append path: the same work with nobody listening, with metrics, and with traces.</summary>
internal static class TelemetryBenchmark
{
    private const int Producers = 64;
    private const int EventsEach = 1_000;
    private const int Rounds = 7;
    private static readonly ActivitySource Source = new("SmartCity.Benchmarks");

    public static async Task<int> RunAsync()
    {
        var envelope = EventLog.Envelope(new ReadingReported("43048100000001", "430481", "real-time", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch,
            [.. Enumerable.Range(0, 4).Select(factor => new FactorReading($"a0500{factor}", 21.5m, "µg/m³", true))], false, false), DateTimeOffset.UnixEpoch);
        (string What, Func<IDisposable?> Listen)[] cases =
        [
            ("nobody listens", () => null),
            ("metrics", Metrics),
            ("metrics, traces by 0.01", () => Both(0.01)),
            ("metrics, every frame traced", () => Both(1)),
        ];
        var took = cases.ToDictionary(one => one.What, _ => new List<(double Rate, double Bytes)>());
        // In turns, so that what else the machine does meets all alike; the first turn warms up.
        for (var round = 0; round <= Rounds; round++)
            foreach (var (what, listen) in cases)
            {
                using var listening = listen();
                var measured = await MeasureAsync(envelope);
                if (round > 0)
                    took[what].Add(measured);
            }
        Print(cases.Select(one => (one.What, Rate: Median(took[one.What].Select(run => run.Rate)), Bytes: Median(took[one.What].Select(run => run.Bytes)))).ToList());
        return 0;
    }

    private static async Task<(double Rate, double Bytes)> MeasureAsync(EventEnvelope envelope)
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-bench-");
        try
        {
            await using var store = new SqliteStore(Path.Combine(folder.FullName, "node.db"), TimeProvider.System);
            await store.OpenAsync("430481", default);
            await using var log = new EventLog(store, TimeProvider.System);
            var (bytes, began) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
            await Task.WhenAll(Enumerable.Range(0, Producers).Select(_ => Task.Run(async () =>
            {
                for (var number = 0; number < EventsEach; number++)
                {
                    using var span = KernelTelemetry.Begin(Source, "frame", Lane.Bulk, TimeProvider.System.GetUtcNow());
                    await log.AppendAsync([span is null ? envelope : envelope with { TraceParent = span.Id }], default);
                }
            })));
            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            return (Producers * EventsEach / seconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)(Producers * EventsEach));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MeterProvider Metrics() => Sdk.CreateMeterProviderBuilder().AddMeter("SmartCity.*").AddReader(new PeriodicExportingMetricReader(new Nowhere<Metric>(), 1000)).Build();

    private static Two Both(double ratio) => new(Metrics(), Sdk.CreateTracerProviderBuilder().AddSource("SmartCity.*").SetSampler(new StorySampler(ratio)).AddProcessor(new BatchActivityExportProcessor(new Nowhere<Activity>())).Build());

    private static void Print(List<(string What, double Rate, double Bytes)> rows)
    {
        Console.WriteLine($"# Telemetry: what it costs to append ({Producers} producers, one event a call, SQLite, durable; median of {Rounds} runs in turns of {Producers * EventsEach:N0} events)\n");
        Console.WriteLine("| what | events/s | to nobody listening | bytes allocated per event |\n|---|---:|---:|---:|");
        foreach (var (what, rate, bytes) in rows)
            Console.WriteLine($"| {what} | {rate:N0} | {rate / rows[0].Rate:0.00} | {bytes:N0} |");
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed record Two(IDisposable One, IDisposable Other) : IDisposable
    {
        public void Dispose()
        {
            One.Dispose();
            Other.Dispose();
        }
    }

    private sealed class Nowhere<T> : BaseExporter<T> where T : class
    {
        public override ExportResult Export(in Batch<T> batch) => ExportResult.Success;
    }
}
