using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Tests.Forwarding;

public sealed class ForwardingTests
{
    private const string Target = "/api/federation/v1/events";

    [Fact]
    public async Task A_large_body_streams_through_while_it_is_still_being_sent()
    {
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, TestGateway.Leiyang with { MaxBodyBytes = 64 << 20 }));
        var body = RandomNumberGenerator.GetBytes(24 << 20);
        var begun = new TaskCompletionSource();
        byte[]? hash = null;
        gateway.City.Answer = async http =>
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[64 << 10];
            while (await http.Request.Body.ReadAsync(buffer) is > 0 and var read)
            {
                begun.TrySetResult();
                sha.AppendData(buffer, 0, read);
            }
            hash = sha.GetHashAndReset();
        };
        using var request = gateway.Signed(HttpMethod.Post, Target, body);
        // The second half is sent only when the node has the first: a gateway that buffers would never finish.
        request.Content = new TwoHalves(body, begun.Task);

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(SHA256.HashData(body), hash);
    }

    [Fact]
    public async Task A_module_in_a_process_of_its_own_is_asked_there_and_all_others_at_the_node()
    {
        await using var cases = await CityNode.StartAsync();
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Modules:city-management"] = cases.Address.ToString() });
        cases.Answer = http => http.Response.WriteAsync("cases");
        gateway.City.Answer = http => http.Response.WriteAsync("node");
        var token = gateway.OperatorToken(["*:*:*"]);

        async Task<string> Ask(string target) => await (await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, target))).Content.ReadAsStringAsync();

        Assert.Equal("cases", await Ask("/api/city-management/v1/cases"));
        Assert.Equal("cases", await Ask("/openapi/city-management.json"));
        Assert.Equal("node", await Ask("/api/environment/v1/stations"));
        Assert.Equal("node", await Ask("/api/city-management-not/v1/cases"));
        Assert.Equal("node", await Ask("/openapi/platform.json"));
    }

    [Fact]
    public async Task A_response_streams_through_as_it_is_made()
    {
        await using var gateway = await TestGateway.StartAsync();
        var goOn = new TaskCompletionSource();
        gateway.City.Answer = async http =>
        {
            await http.Response.WriteAsync("first ");
            await http.Response.Body.FlushAsync();
            await goOn.Task;
            await http.Response.WriteAsync("second");
        };

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target), HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var first = new byte[6];
        await stream.ReadExactlyAsync(first);
        goOn.SetResult();

        Assert.Equal("first "u8.ToArray(), first);
        Assert.Equal("second", await new StreamReader(stream).ReadToEndAsync());
    }

    [Fact]
    public async Task A_long_poll_is_waited_for_and_answered()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.City.Answer = async http =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            http.Response.StatusCode = 204;
        };

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target + "?wait=60"));

        Assert.Equal(204, (int)response.StatusCode);
        Assert.InRange(new GatewayOptions().Limits.Silence, TimeSpan.FromSeconds(61), TimeSpan.FromMinutes(2));
    }

    [Theory]
    [InlineData("/walls")]
    [InlineData("/wall/x")]
    [InlineData("/admin")]
    [InlineData("/apis/x")]
    [InlineData("/api/../secret")]
    [InlineData("/health/other")]
    [InlineData("/favicon.ico")]
    public async Task Whatever_has_no_route_is_a_problem_that_names_the_hop(string path)
    {
        await using var gateway = await TestGateway.StartAsync();

        using var response = await gateway.Http.GetAsync(path);

        await response.ProblemAsync(404, "no-route");
        Assert.Empty(gateway.City.Requests);
    }

    [Fact]
    public async Task Descriptions_of_the_interface_need_a_token_too()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var open = await gateway.Http.GetAsync("/openapi/environment.json");
        using var known = await gateway.Http.SendAsync(TestGateway.With(gateway.OperatorToken([]), HttpMethod.Get, "/openapi/environment.json"));

        await open.ProblemAsync(401, "token-missing");
        Assert.Equal(200, (int)known.StatusCode);
    }

    [Fact]
    public async Task A_node_that_is_away_is_a_502_that_names_this_hop_and_the_next()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.City.DisposeAsync();

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Post, Target, new byte[100]));

        var problem = await response.ProblemAsync(502, "destination-unreachable");
        Assert.Equal("430400", problem.GetProperty("next").GetString());
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_node_that_is_silent_is_a_504()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Limits:Silence"] = "00:00:02" });
        gateway.City.Answer = http => Task.Delay(Timeout.Infinite, http.RequestAborted);

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));

        await response.ProblemAsync(504, "destination-silent");
    }

    [Fact]
    public async Task The_nodes_own_errors_pass_as_they_are()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.City.Answer = async http =>
        {
            (http.Response.StatusCode, http.Response.ContentType) = (409, "application/problem+json");
            http.Response.Headers.RetryAfter = "7";
            await http.Response.WriteAsync("""{"type":"urn:smart-hengyang:problem:log-diverged","node":"430400"}""");
        };

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));

        Assert.Equal((HttpStatusCode.Conflict, 7), (response.StatusCode, (int)response.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("430400", problem.GetProperty("node").GetString());
        Assert.False(problem.TryGetProperty("hop", out _));
    }

    private sealed class TwoHalves(byte[] body, Task between) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            await stream.FlushAsync();
            await between.WaitAsync(TimeSpan.FromSeconds(20));
            await stream.WriteAsync(body.AsMemory(body.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
