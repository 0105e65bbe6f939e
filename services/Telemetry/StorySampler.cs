using OpenTelemetry.Trace;

namespace SmartCity.Telemetry;

/// <summary>
/// Which stories are traced. One that has begun is traced to its end wherever it leads; a new one by its ratio, and always
/// when it begins with an alarm. A request that nobody asked for (a heartbeat, a long poll) begins no story.
/// </summary>
public sealed class StorySampler(double ratio) : Sampler
{
    /// <summary>The tag by which a span says its lane when it begins.</summary>
    public const string LaneTag = "smartcity.lane";

    private readonly TraceIdRatioBasedSampler some = new(ratio);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var parent = samplingParameters.ParentContext;
        if (parent.TraceId != default)
            return new(parent.TraceFlags.HasFlag(System.Diagnostics.ActivityTraceFlags.Recorded) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
        if (samplingParameters.Kind == System.Diagnostics.ActivityKind.Client)
            return new(SamplingDecision.Drop);
        return IsUrgent(samplingParameters.Tags) ? new(SamplingDecision.RecordAndSample) : some.ShouldSample(samplingParameters);
    }

    private static bool IsUrgent(IEnumerable<KeyValuePair<string, object?>>? tags) =>
        tags?.Any(tag => tag is { Key: LaneTag, Value: "Alarm" or "Emergency" }) == true;
}
