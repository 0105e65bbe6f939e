using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

public sealed class TakenPortTests
{
    [Fact]
    public async Task A_taken_port_is_named_with_what_to_do_and_is_opened_once_it_is_free()
    {
        var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var node = await TestNode.StartAsync("430481", [new EnvironmentMonitoringModule()], new Dictionary<string, string?> { ["EnvironmentMonitoring:Hj212Port"] = port.ToString() });

        await Eventually.True("the trouble to be shown", async () => (await ViewAsync(node)).TryGetProperty("trouble", out var trouble)
            && trouble.GetString()!.Contains($"TCP port {port}", StringComparison.Ordinal) && trouble.GetString()!.Contains("EnvironmentMonitoring:Hj212Port", StringComparison.Ordinal));
        Assert.Contains($"TCP port {port}", await node.Http.GetStringAsync("/api/platform/v1/health"));
        other.Dispose();

        await Eventually.True("the listener", async () => (await ViewAsync(node)).TryGetProperty("endpoint", out _), TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task Wrong_settings_stop_the_start_and_every_one_is_named()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => TestNode.StartAsync("430481", [new EnvironmentMonitoringModule()], new Dictionary<string, string?>
        {
            ["EnvironmentMonitoring:Hj212Bind"] = "everywhere", ["EnvironmentMonitoring:Lines:Most"] = "0", ["EnvironmentMonitoring:Limits:0:Factor"] = "a34004", ["EnvironmentMonitoring:Limits:0:Kind"] = "weekly",
        }));

        Assert.Equal(4, failure.Failures.Count());
        foreach (var named in (string[])["Hj212Bind", "Lines", "Kind", "Unit"])
            Assert.Contains(failure.Failures, mistake => mistake.Contains(named, StringComparison.Ordinal));
    }

    private static Task<JsonElement> ViewAsync(TestNode node) => node.Http.GetFromJsonAsync<JsonElement>("/api/environment/v1/listener");
}
