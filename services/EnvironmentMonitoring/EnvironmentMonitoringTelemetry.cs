using System.Diagnostics;
using System.Diagnostics.Metrics;
using SmartCity.Contracts;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.Kernel;

namespace SmartCity.EnvironmentMonitoring;

/// <summary>What lines count, and the spans with which the stories of frames begin.</summary>
internal static class EnvironmentMonitoringTelemetry
{
    public const string Name = "SmartCity.EnvironmentMonitoring";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Frames = Meter.CreateCounter<long>("smartcity.device.frames", "{frame}", "Frames of devices, good and bad by cause");

    public static readonly KeyValuePair<string, object?> Protocol = new("protocol", "hj212");

    public static void Good() => Frames.Add(1, Protocol, new("cause", "none"));

    public static void Bad(string cause) => Frames.Add(1, Protocol, new("cause", cause));

    /// <summary>A frame's story from the time its bytes came; null when it is not traced.</summary>
    public static Activity? Frame(Draft draft, Lane lane) =>
        KernelTelemetry.Begin(Source, "HJ 212 frame", lane, draft.Received)?.SetTag("kind", ReadingKinds.Name(draft.Kind));
}
