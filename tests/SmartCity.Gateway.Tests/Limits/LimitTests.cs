using System.Net.Sockets;
using System.Text;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Tests.Limits;

public sealed class LimitTests
{
    private const string Target = "/api/federation/v1/events";

    [Fact]
    public async Task A_node_over_its_requests_per_second_is_told_which_limit_and_how_long_to_wait()
    {
        var slow = TestGateway.Leiyang with { RequestsPerSecond = 1 };
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, slow));
        await SendAsync(gateway, []);
        await SendAsync(gateway, []);

        using var refused = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Post, Target, []));

        var problem = await refused.ProblemAsync(429, "limit-reached");
        Assert.Equal("requests-per-second", problem.GetProperty("limit").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        Assert.Equal(2, gateway.City.Requests.Count);
    }

    [Fact]
    public async Task One_nodes_limit_is_not_anothers()
    {
        var other = SigningKey.Create();
        var slow = TestGateway.Leiyang with { RequestsPerSecond = 1 };
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, slow, slow with { Id = "430421", Key = other.Public.ToJwk() }));
        for (var sent = 0; sent < 3; sent++)
            await SendAsync(gateway, []);

        var token = NodeRequestToken.Issue(other, "430421", TestGateway.Site, "GET", Target, [], gateway.Clock, TimeSpan.Zero);
        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_over_its_bytes_per_second_waits_but_requests_without_a_body_pass(bool announced)
    {
        var narrow = TestGateway.Leiyang with { BytesPerSecond = 1_000 };
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, narrow));
        gateway.City.Answer = http => http.Request.Body.CopyToAsync(Stream.Null);
        Assert.Equal(200, await SendAsync(gateway, new byte[20_000], announced));

        using var refused = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Post, Target, new byte[10]));
        using var poll = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));

        var problem = await refused.ProblemAsync(429, "limit-reached");
        Assert.Equal("bytes-per-second", problem.GetProperty("limit").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 10, 19);
        Assert.Equal(200, (int)poll.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_larger_than_the_nodes_limit_is_refused_announced_or_not(bool announced)
    {
        await using var gateway = await TestGateway.StartAsync(directory: TestGateway.Version(1, TestGateway.Leiyang with { MaxBodyBytes = 50_000 }));
        gateway.City.Answer = http => http.Request.Body.CopyToAsync(Stream.Null);

        Assert.Equal(200, await SendAsync(gateway, new byte[50_000], announced));
        using var request = gateway.Signed(HttpMethod.Post, Target, new byte[50_001]);
        request.Headers.TransferEncodingChunked = !announced;
        using var refused = await gateway.Http.SendAsync(request);

        var problem = await refused.ProblemAsync(413, "body-too-large");
        Assert.Equal("body-bytes", problem.GetProperty("limit").GetString());
        Assert.Contains("50000", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Requests_of_one_caller_under_way_at_once_are_limited()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Limits:RequestsAtOnce"] = "2" });
        var goOn = new TaskCompletionSource();
        using var both = new CountdownEvent(2);
        var arrived = new TaskCompletionSource();
        gateway.City.Answer = async _ =>
        {
            if (both.Signal())
                arrived.SetResult();
            await goOn.Task;
        };
        var first = SendAsync(gateway, []);
        var second = SendAsync(gateway, []);
        await arrived.Task;

        using var third = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));
        gateway.City.Answer = _ => Task.CompletedTask;
        goOn.SetResult();

        Assert.Equal("requests-at-once", (await third.ProblemAsync(429, "limit-reached")).GetProperty("limit").GetString());
        Assert.Equal((200, 200, 200), (await first, await second, await SendAsync(gateway, [])));
    }

    [Fact]
    public async Task An_operator_has_limits_of_their_own()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Limits:OperatorRequestsPerSecond"] = "1", ["Gateway:Limits:OperatorMaxBodyBytes"] = "100" });
        Task<HttpResponseMessage> PostAsync(int bytes)
        {
            var request = TestGateway.With(gateway.OperatorToken(["environment:read:430400"]), HttpMethod.Post, "/api/environment/v1/stations");
            request.Content = new ByteArrayContent(new byte[bytes]);
            return gateway.Http.SendAsync(request);
        }

        using var large = await PostAsync(101);
        (await PostAsync(100)).Dispose();
        (await PostAsync(100)).Dispose();
        using var third = await PostAsync(100);

        await large.ProblemAsync(413, "body-too-large");
        await third.ProblemAsync(429, "limit-reached");
    }

    [Fact]
    public async Task Enrolments_of_one_address_are_few_and_small()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Limits:EnrolmentsPerMinute"] = "3" });
        Task<HttpResponseMessage> EnrolAsync(int bytes) => gateway.Http.PostAsync("/api/federation/v1/enrol", new ByteArrayContent(new byte[bytes]));

        using var large = await EnrolAsync((16 << 10) + 1);
        for (var enrolled = 0; enrolled < 3; enrolled++)
        {
            using var response = await EnrolAsync(100);
            Assert.Equal(200, (int)response.StatusCode);
        }
        using var tooMany = await EnrolAsync(100);

        await large.ProblemAsync(413, "body-too-large");
        var problem = await tooMany.ProblemAsync(429, "limit-reached");
        Assert.Equal("enrolments-per-minute", problem.GetProperty("limit").GetString());
        Assert.InRange(tooMany.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 10, 20);
    }

    [Fact]
    public async Task A_body_that_trickles_in_is_given_up_and_others_are_served_meanwhile()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?>
        {
            ["Gateway:Limits:SlowBodyGrace"] = "00:00:02",
            ["Gateway:Limits:SlowestBodyBytesPerSecond"] = "1000",
        });
        gateway.City.Answer = http => http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
        var token = NodeRequestToken.Issue(TestGateway.CountyKey, TestGateway.County, TestGateway.Site, "POST", Target, [], gateway.Clock, TimeSpan.Zero);
        using var socket = await ConnectAsync(gateway);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST {Target} HTTP/1.1\r\nHost: g\r\nAuthorization: Bearer {token}\r\nContent-Length: 1000\r\n\r\nslow"));

        var answer = ReadAsync(socket);
        var meanwhile = await SendAsync(gateway, Encoding.ASCII.GetBytes("quick"));

        Assert.Equal(200, meanwhile);
        var text = await answer;
        Assert.StartsWith("HTTP/1.1 408", text);
        Assert.Contains("body-too-slow", text);
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed()
    {
        await using var gateway = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Limits:Connections"] = "2" });
        using var first = await ConnectAsync(gateway);
        using var second = await ConnectAsync(gateway);
        foreach (var socket in new[] { first, second })
        {
            await socket.SendAsync("GET /health HTTP/1.1\r\nHost: g\r\n\r\n"u8.ToArray());
            Assert.NotEqual(0, await socket.ReceiveAsync(new byte[1]));
        }

        using var third = await ConnectAsync(gateway);

        Assert.Equal("", await ReadAsync(third));
    }

    private static async Task<int> SendAsync(TestGateway gateway, byte[] body, bool announced = true)
    {
        using var request = gateway.Signed(HttpMethod.Post, Target, body);
        request.Headers.TransferEncodingChunked = !announced;
        using var response = await gateway.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static async Task<Socket> ConnectAsync(TestGateway gateway)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, patience.Token) is > 0 and var read)
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // Closed hard: what was read counts.
        }
        return text.ToString();
    }
}
