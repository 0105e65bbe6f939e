using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace SmartCity.Gateway.Tests.Forwarding;

/// <summary>People come to the pages by a cookie; nothing else of the node is reached by one.</summary>
public sealed class PageTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/wall")]
    [InlineData("/desk/city-management/cases")]
    [InlineData("/account/sign-in?returnUrl=%2Fwall")]
    [InlineData("/_blazor/negotiate")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/_content/SmartCity.Desks/desks.js")]
    public async Task A_page_is_reached_without_a_token_and_its_cookie_comes_with_it(string target)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = TestGateway.With(null, HttpMethod.Get, target);
        request.Headers.Add("Cookie", "smartcity-430400=abc");
        request.Headers.Add("X-Forwarded-For", "1.2.3.4");

        using var response = await gateway.Http.SendAsync(request);

        Assert.Equal(200, (int)response.StatusCode);
        var received = Assert.Single(gateway.City.Requests);
        Assert.Equal(target, received.Target);
        Assert.Equal("smartcity-430400=abc", received.Headers["Cookie"]);
        Assert.Equal(gateway.Address.Authority, received.Headers["Host"]);
        Assert.Equal("127.0.0.1", received.Headers["X-Forwarded-For"]);
        Assert.DoesNotContain("Authorization", received.Headers.Keys);
    }

    [Fact]
    public async Task A_token_sent_to_a_page_is_not_handed_on()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var response = await gateway.Http.SendAsync(TestGateway.With(gateway.OperatorToken(["environment:read:430400"]), HttpMethod.Get, "/wall"));
        Assert.DoesNotContain("Authorization", Assert.Single(gateway.City.Requests).Headers.Keys);
    }

    [Theory]
    [InlineData("/api/command-centre/v1/accounts")]
    [InlineData("/openapi/command-centre.json")]
    public async Task A_cookie_does_not_open_the_API(string target)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = TestGateway.With(null, HttpMethod.Get, target);
        request.Headers.Add("Cookie", "smartcity-430400=abc");

        using var response = await gateway.Http.SendAsync(request);

        await response.ProblemAsync(401, "token-missing");
        Assert.Empty(gateway.City.Requests);
    }

    [Fact]
    public async Task A_cookie_beside_a_token_is_dropped_on_the_API()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = TestGateway.With(gateway.OperatorToken(["environment:read:430400"]), HttpMethod.Get, "/api/environment/v1/stations");
        request.Headers.Add("Cookie", "smartcity-430400=abc");
        using var response = await gateway.Http.SendAsync(request);
        Assert.DoesNotContain("Cookie", Assert.Single(gateway.City.Requests).Headers.Keys);
    }

    [Fact]
    public async Task The_line_of_a_page_stays_open_and_carries_both_ways()
    {
        await using var node = await EchoAsync();
        await using var site = await TestGateway.StartAsync(new Dictionary<string, string?> { ["Gateway:Destination"] = node.Urls.First() }, withDirectory: false);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", "smartcity-430400=abc");
        await socket.ConnectAsync(new UriBuilder(site.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
        await socket.SendAsync("你好"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[64];
        var got = await socket.ReceiveAsync(buffer, CancellationToken.None);
        Assert.Equal("smartcity-430400=abc 你好", Encoding.UTF8.GetString(buffer, 0, got.Count));
    }

    private static async Task<WebApplication> EchoAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebSockets();
        app.Map("/_blazor", async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64];
            var got = await socket.ReceiveAsync(buffer, http.RequestAborted);
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{http.Request.Headers.Cookie} {Encoding.UTF8.GetString(buffer, 0, got.Count)}"), WebSocketMessageType.Text, true, http.RequestAborted);
            await socket.ReceiveAsync(buffer, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        await app.StartAsync();
        return app;
    }
}
