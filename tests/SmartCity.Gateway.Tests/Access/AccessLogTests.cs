using Microsoft.AspNetCore.Http;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Access;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests.Access;

public sealed class AccessLogTests
{
    [Fact]
    public async Task A_request_is_one_line_that_says_who_what_and_how_it_ended()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.City.Answer = async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            await http.Response.WriteAsync("four");
        };

        (await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Post, "/api/federation/v1/events?lane=2", new byte[1234]))).Dispose();

        var line = await LineAsync(gateway);
        Assert.Contains("node 430481 POST /api/federation/v1/events?lane=2 200 in=1234 out=4 ms=", line);
        Assert.Matches("trace=[0-9a-f]{32} why=-", line);
    }

    [Fact]
    public async Task A_refusal_says_why()
    {
        await using var gateway = await TestGateway.StartAsync();

        (await gateway.Http.GetAsync("/api/x")).Dispose();

        Assert.Contains("unknown - GET /api/x 401 in=0", await LineAsync(gateway));
        Assert.Contains("why=token-missing", await LineAsync(gateway));
    }

    [Fact]
    public async Task No_token_no_body_and_no_value_that_may_be_secret_or_somebodys_data_is_logged()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430400"]);
        using var request = TestGateway.With(token, HttpMethod.Post, "/api/hotline/v1/calls?code=SECRET-1&name=%E6%9D%8E%E5%A8%9C&after=12");
        request.Content = new StringContent("SECRET-2");
        gateway.City.Answer = http => http.Response.WriteAsync("SECRET-3");
        (await gateway.Http.SendAsync(request)).Dispose();
        using var junk = new HttpRequestMessage(HttpMethod.Get, "/api/x?token=SECRET-4");
        junk.Headers.TryAddWithoutValidation("Authorization", "Bearer SECRET-5.SECRET-6.SECRET-7");
        (await gateway.Http.SendAsync(junk)).Dispose();
        await Eventually.True("both lines", () => Task.FromResult(gateway.Logs.Of("access").Count() == 2));

        Assert.Contains("/api/hotline/v1/calls?code=…&name=…&after=12 ", gateway.Logs.Of("access").First());
        var internalToken = gateway.City.Requests.Single().Token!;
        foreach (var line in gateway.Logs.All)
        {
            Assert.DoesNotContain("SECRET", line);
            Assert.DoesNotContain("%E6%9D%8E", line);
            Assert.DoesNotContain(token[^20..], line);
            Assert.DoesNotContain(internalToken[^20..], line);
        }
    }

    [Theory]
    [InlineData("/api/x%0d%0aforged%20line", "/api/x%0D%0Aforged%20line")]
    [InlineData("/api/x?a%0Ab=1", "/api/x?a_b=…")]
    [InlineData("/api/x", "/api/x")]
    public async Task A_target_cannot_forge_a_line(string target, string logged)
    {
        await using var gateway = await TestGateway.StartAsync();

        (await gateway.Http.GetAsync(target)).Dispose();

        Assert.Contains($" GET {logged} 401 ", await LineAsync(gateway));
    }

    [Fact]
    public void What_is_written_of_a_name_is_short_and_on_one_line() =>
        Assert.Equal("li_na…", LoggedTarget.Plain("li\nna and a long tail", 5));

    private static Task<string> LineAsync(TestGateway gateway) =>
        Eventually.Get("an access record", () => Task.FromResult(gateway.Logs.Of("access").SingleOrDefault()));
}
