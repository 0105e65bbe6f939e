using System.Text;

namespace SmartCity.EndToEnd.Tests.Telemetry;

/// <summary>Real programs that send their telemetry to a real receiver.</summary>
public sealed class TraceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task One_trace_runs_from_the_stations_frame_through_county_gateway_and_city_to_the_case()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        using var folder = new TestFolder();
        string token;
        await using (var host = AppHostProcess.Start(receiver.Environment, "scenario", "exceedance", "--counties", "430481", "--data", folder.File("data"), "--port-offset", TestFolder.Number(AppHostProcess.FreeOffset())))
        {
            Assert.True(await host.ExitAsync(Patience) == 0, host.Output);
            token = await File.ReadAllTextAsync(Path.Combine(folder.File("data"), "admin-token"), TestContext.Current.CancellationToken);
        }

        var story = Story(receiver);
        AssertHas(story, "430481", "HJ 212 frame");
        AssertHas(story, "430481", "city-management.exceedances");
        AssertHas(story, "430481", "CaseGrain");
        AssertHas(story, "430481", "uplink alarm");
        AssertHas(story, "gateway-430400", "POST");
        AssertHas(story, "430400", "take alarm");
        AssertHas(story, "430400", "city-management.copies");
        AssertJoined(story);
        AssertMetrics(receiver);
        Assert.Contains(receiver.Logs, log => log.Service == "smartcity-node" && log.Body.StartsWith("Node 430481", StringComparison.Ordinal));
        Assert.Contains(receiver.Logs, log => log.Service == "smartcity-gateway");
        AssertNothingPrivate(receiver, token);
    }

    // The trace of the frame that began the exceedance, traced although the ratio is a hundredth: it is an alarm.
    private static List<Span> Story(OtlpReceiver receiver)
    {
        var traces = receiver.Spans.GroupBy(span => span.Trace).Select(group => group.ToList()).Where(spans => spans.Exists(span => span.Name == "HJ 212 frame") && spans.Exists(span => span.Name == "CaseGrain")).ToList();
        Assert.True(traces.Count > 0, "No trace holds both a frame and a case:\n" + string.Join('\n', receiver.Spans.GroupBy(span => span.Trace).Select(group => string.Join(" | ", group.Select(span => $"{span.Node} {span.Name}")))));
        return traces[0];
    }

    private static void AssertHas(List<Span> story, string node, string name) => Assert.True(story.Exists(span => span.Node == node && (span.Name == name || span.Name.StartsWith(name + " ", StringComparison.Ordinal))),
        $"There is no {name} of {node} in the trace:\n{string.Join('\n', story.OrderBy(span => span.Start).Select(span => $"{span.Node} {span.Name} {span.Attributes}"))}");

    // One root, and every other span hangs on one that was sent: no process breaks the chain.
    private static void AssertJoined(List<Span> story)
    {
        var ids = story.Select(span => span.Id).ToHashSet();
        Assert.Equal("HJ 212 frame", Assert.Single(story, span => span.Parent.Length == 0).Name);
        Assert.All(story, span => Assert.True(span.Parent.Length == 0 || ids.Contains(span.Parent), $"{span.Node} {span.Name} hangs on {span.Parent}, which nobody sent"));
        Assert.All(story, span => Assert.True(span.End >= span.Start));
    }

    private static void AssertMetrics(OtlpReceiver receiver)
    {
        string[] node = ["smartcity.log.events", "smartcity.log.head", "smartcity.store.gate.wait", "smartcity.subscriber.lag", "smartcity.link.state", "smartcity.cases", "smartcity.device.frames", "smartcity.health.status", "smartcity.disk.free", "http.server.request.duration"];
        Assert.All(node, name => Assert.Contains(("smartcity-node", name), receiver.Metrics.Keys));
        Assert.True(receiver.Metrics.ContainsKey(("smartcity-gateway", "smartcity.gateway.directory.age")));
    }

    private static void AssertNothingPrivate(OtlpReceiver receiver, string token)
    {
        var everything = receiver.Everything.Select(Encoding.Latin1.GetString).ToList();
        Assert.DoesNotContain(everything, text => text.Contains(token[..40], StringComparison.Ordinal) || text.Contains("eyJhbGci", StringComparison.Ordinal) || text.Contains("PRIVATE KEY", StringComparison.Ordinal));
        // Ids stand in paths; spans tell the route.
        Assert.DoesNotContain(receiver.Spans, span => System.Text.RegularExpressions.Regex.IsMatch(span.Attributes, @"url\.(path|full)=\S*(/cases/\d|/stations/\d|/nodes/\d)"));
        Assert.DoesNotContain(receiver.Spans, span => span.Attributes.Contains("url.query=", StringComparison.Ordinal));
    }
}
