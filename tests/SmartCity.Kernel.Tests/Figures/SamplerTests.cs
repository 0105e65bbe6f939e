using System.Diagnostics;
using OpenTelemetry.Trace;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Tests.Figures;

public sealed class SamplerTests
{
    private static readonly ActivityTraceId Trace = ActivityTraceId.CreateRandom();

    [Fact]
    public void A_story_that_begins_with_an_alarm_is_always_traced_and_a_usual_one_by_its_ratio()
    {
        Assert.True(IsTraced(0, tags: [new(StorySampler.LaneTag, "Alarm")]));
        Assert.True(IsTraced(0, tags: [new(StorySampler.LaneTag, "Emergency")]));
        Assert.False(IsTraced(0, tags: [new(StorySampler.LaneTag, "Bulk")]));
        Assert.False(IsTraced(0));
        Assert.True(IsTraced(1));
    }

    [Fact]
    public void A_story_that_has_begun_is_traced_to_its_end_or_not_at_all()
    {
        Assert.True(IsTraced(0, parent: new(Trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true)));
        Assert.False(IsTraced(1, parent: new(Trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true), tags: [new(StorySampler.LaneTag, "Alarm")]));
    }

    [Fact]
    public void A_call_that_nobody_asked_for_begins_no_story() => Assert.False(IsTraced(1, kind: ActivityKind.Client));

    private static bool IsTraced(double ratio, ActivityContext parent = default, ActivityKind kind = ActivityKind.Server, IEnumerable<KeyValuePair<string, object?>>? tags = null) =>
        new StorySampler(ratio).ShouldSample(new(parent, ActivityTraceId.CreateRandom(), "x", kind, tags!)).Decision == SamplingDecision.RecordAndSample;
}
