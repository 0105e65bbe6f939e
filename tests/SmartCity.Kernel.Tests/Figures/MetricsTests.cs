using System.Diagnostics;
using System.Net;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Figures;

public sealed class MetricsTests
{
    private static readonly Dictionary<string, string?> Often = new() { ["Telemetry:FiguresEvery"] = "00:00:00.1" };

    [Fact]
    public async Task Metrics_are_told_to_those_who_have_the_right_alone()
    {
        await using var node = await TestNode.StartAsync("430481", []);
        using var nobody = node.Client(null);
        using var reader = node.Client(node.Token("platform:read:*"));
        using var prometheus = node.Client(node.Token("platform:metrics:*"));

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/platform/v1/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync("/api/platform/v1/metrics")).StatusCode);
        using var told = await prometheus.GetAsync("/api/platform/v1/metrics");
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        Assert.Equal("text/plain", told.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_was_appended_and_where_the_log_ends_is_counted()
    {
        await using var node = await TestNode.StartAsync("430481", [], Often);
        await node.Log.AppendAsync([.. Enumerable.Range(1, 7).Select(number => SmartCity.Kernel.Log.EventLog.Envelope(new AlarmDrilled("drill", number, "tester", "430481", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch))], default);
        var head = await node.Log.HeadAsync(Lane.Alarm, default);

        var text = await Eventually.Get("the head", async () => await node.Http.GetStringAsync("/api/platform/v1/metrics") is var all && Value(all, "smartcity_log_head", "lane=\"alarm\"") == head ? all : null);

        Assert.True(Value(text, "smartcity_log_events_total", "type=\"platform.alarm-drilled.v1\"") >= 7);
        Assert.True(Value(text, "smartcity_store_write_duration_seconds_count", "lane=\"alarm\"") >= 1);
        Assert.True(Value(text, "smartcity_store_gate_wait_seconds_count", "lane=\"alarm\"") >= 1);
        Assert.True(Value(text, "smartcity_log_appender_group_sum", "lane=\"alarm\"") >= 7);
        Assert.Equal(0, Value(text, "smartcity_health_status", "part=\"loop disk\""));
        Assert.True(Value(text, "smartcity_disk_free_bytes", "") > 0);
    }

    [Fact]
    public void An_event_of_a_story_that_is_not_traced_makes_no_span_and_no_garbage()
    {
        using var source = new ActivitySource("SmartCity.Kernel.Tests");
        using var listener = new ActivityListener { ShouldListenTo = heard => heard == source, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        const string untraced = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        const string traced = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var before = GC.GetAllocatedBytesForCurrentThread();
        var made = 0;
        for (var number = 0; number < 1000; number++)
            made += (KernelTelemetry.Follow(source, "x", ActivityKind.Consumer, untraced) is null ? 0 : 1) + (KernelTelemetry.Follow(source, "x", ActivityKind.Consumer, null) is null ? 0 : 1);
        Assert.Equal(0, made);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);

        using var followed = KernelTelemetry.Follow(source, "x", ActivityKind.Consumer, traced);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", followed?.TraceId.ToHexString());
    }

    private static double? Value(string text, string metric, string label) => text.Split('\n')
        .Where(line => line.StartsWith(metric, StringComparison.Ordinal) && !line.StartsWith(metric + "_", StringComparison.Ordinal) && line.Contains(label, StringComparison.Ordinal))
        .Select(line => (double?)double.Parse(line.Split(' ')[^2] is { Length: > 0 } value && double.TryParse(value, out _) && line.Split(' ').Length > 2 ? value : line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
