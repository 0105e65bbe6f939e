using System.ComponentModel.DataAnnotations;

namespace SmartCity.Telemetry;

/// <summary>
/// Figures and traces of a program, section <c>Telemetry</c>. Where OTLP goes is said by the standard's own settings,
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> above all; without it nothing is sent and nothing is traced.
/// </summary>
public sealed class TelemetryOptions
{
    /// <summary>Part of the stories that are traced, 0 to 1; stories that begin with an alarm are always traced.</summary>
    [Range(0, 1)]
    public double SampleRatio { get; set; } = 0.01;

    /// <summary>TCP port of a listener of its own that serves <c>/metrics</c> to whoever reaches it, without a token; 0 for none.</summary>
    [Range(0, 65535)]
    public int MetricsPort { get; set; }

    /// <summary>Address of that listener; only this machine unless told otherwise.</summary>
    [Required, RegularExpression(@"[0-9a-fA-F.:]+", ErrorMessage = "Telemetry:MetricsBind must be an IP address, for example 127.0.0.1 or 0.0.0.0.")]
    public string MetricsBind { get; set; } = "127.0.0.1";

    /// <summary>How often figures are read that need a look into the database.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan FiguresEvery { get; set; } = TimeSpan.FromSeconds(15);
}
