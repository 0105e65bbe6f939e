using System.Net;
using System.Net.Sockets;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests.Hosting;

public sealed class MetricsTests
{
    [Fact]
    public async Task Refusals_are_counted_by_reason_and_fetched_from_a_listener_that_has_nothing_else()
    {
        var port = TestPorts.Free();
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Telemetry:MetricsPort"] = port.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        using var nobody = await gateway.Http.GetAsync("/api/federation/v1/links");
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);

        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        var text = await Eventually.Get("the count", async () => await http.GetStringAsync("/metrics") is var all && all.Contains("smartcity_gateway_refusals_total") ? all : null);

        Assert.Contains("problem=\"token-missing\"", text);
        Assert.Contains("smartcity_gateway_directory_age_seconds", text);
        Assert.Contains("http_server_request_duration_seconds_count", text);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/federation/v1/links")).StatusCode);
        // The city's own door tells nobody its figures.
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Http.GetAsync("/metrics")).StatusCode);
    }
}
