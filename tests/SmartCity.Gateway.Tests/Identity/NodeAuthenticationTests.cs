using System.Globalization;
using System.Text;
using System.Text.Json;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Tests.Identity;

public sealed class NodeAuthenticationTests
{
    private const string Target = "/api/federation/v1/events?lane=1&after=7";
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"events":[]}""");

    [Fact]
    public async Task A_node_of_the_directory_comes_in_and_the_node_behind_hears_who_it_is()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Post, Target, Body));

        Assert.Equal(200, (int)response.StatusCode);
        var received = Assert.Single(gateway.City.Requests);
        Assert.Equal(("POST", Target), (received.Method, received.Target));
        var told = await new TokenVerifier(gateway.Clock).VerifyAsync(received.Token!, "430400", TimeSpan.FromSeconds(60), _ => [gateway.Key]);
        Assert.Null(told.Failure);
        string Claim(string name) => Assert.Single(told.Identity!.FindAll(name)).Value;
        Assert.Equal((TestGateway.Site, TestGateway.County, "node"), (told.Issuer, Claim("sub"), Claim(TokenClaims.Kind)));
        Assert.Equal("federation:link:430481", Claim(TokenClaims.Rights));
        Assert.True(NodeRequestToken.RequestMatches(Claim(TokenClaims.Method), Claim(TokenClaims.Path), "POST", Target));
        Assert.True(NodeRequestToken.BodyMatches(Claim(TokenClaims.BodyHash), Body));
        Assert.InRange(long.Parse(Claim("exp"), CultureInfo.InvariantCulture) - long.Parse(Claim("nbf"), CultureInfo.InvariantCulture), 1, 60);
    }

    [Fact]
    public async Task Without_a_token_nobody_comes_in()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var response = await gateway.Http.GetAsync(Target);

        await response.ProblemAsync(401, "token-missing");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Empty(gateway.City.Requests);
    }

    [Theory]
    [InlineData("Basic bGk6bmE=", "token-missing")]
    [InlineData("Bearer", "token-missing")]
    [InlineData("Bearer x", "token-malformed")]
    [InlineData("Bearer ..", "token-malformed")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJraW5kIjoibm9kZSIsImlzcyI6IjQzMDQ4MSJ9.", "token-malformed")]
    [InlineData("Bearer eyJhbGciOiJFUzI1NiJ9.eyJraW5kIjoxfQ.AAAA", "token-issuer-unknown")]
    public async Task Junk_is_refused(string authorization, string type)
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Target);
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await gateway.Http.SendAsync(request);

        await response.ProblemAsync(401, type);
        Assert.Empty(gateway.City.Requests);
    }

    [Theory]
    [InlineData("token-issuer-unknown", "430499", TestGateway.Site, "GET", Target)]
    [InlineData("token-audience-wrong", TestGateway.County, "430400", "GET", Target)]
    [InlineData("token-request-mismatch", TestGateway.County, TestGateway.Site, "POST", Target)]
    [InlineData("token-request-mismatch", TestGateway.County, TestGateway.Site, "GET", "/api/federation/v1/events?lane=1&after=8")]
    public async Task A_token_for_something_else_is_refused(string type, string node, string audience, string method, string target)
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = NodeRequestToken.Issue(TestGateway.CountyKey, node, audience, method, target, [], gateway.Clock, TimeSpan.Zero);

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        await response.ProblemAsync(401, type);
        Assert.Empty(gateway.City.Requests);
    }

    [Fact]
    public async Task A_token_signed_by_another_key_is_refused()
    {
        await using var gateway = await TestGateway.StartAsync();
        var forged = NodeRequestToken.Issue(SigningKey.Create(), TestGateway.County, TestGateway.Site, "GET", Target, [], gateway.Clock, TimeSpan.Zero);

        using var response = await gateway.Http.SendAsync(TestGateway.With(forged, HttpMethod.Get, Target));

        await response.ProblemAsync(401, "token-signature-wrong");
    }

    [Theory]
    [InlineData("token-lifetime-too-long", 10, TestGateway.County, true)]
    [InlineData("token-malformed", 1, "430421", true)]
    [InlineData("token-malformed", 1, TestGateway.County, false)]
    public async Task A_token_made_otherwise_than_nodes_make_them_is_refused(string type, int minutes, string subject, bool withBodyHash)
    {
        await using var gateway = await TestGateway.StartAsync();
        var claims = new Dictionary<string, object> { [TokenClaims.Kind] = "node", [TokenClaims.Method] = "GET", [TokenClaims.Path] = Target };
        if (withBodyHash)
            claims[TokenClaims.BodyHash] = NodeRequestToken.BodyHash([]);
        var token = new TokenIssuer(TestGateway.CountyKey, TestGateway.County, gateway.Clock).Issue(subject, TestGateway.Site, TimeSpan.FromMinutes(minutes), claims);

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        await response.ProblemAsync(401, type);
    }

    [Fact]
    public async Task A_node_whose_clock_is_wrong_hears_the_time_and_comes_in_with_the_offset()
    {
        await using var gateway = await TestGateway.StartAsync();
        var wrong = new ShiftedClock { Offset = TimeSpan.FromHours(-3) };
        string Token(TimeSpan offset) => NodeRequestToken.Issue(TestGateway.CountyKey, TestGateway.County, TestGateway.Site, "GET", Target, [], wrong, offset);

        using var refused = await gateway.Http.SendAsync(TestGateway.With(Token(TimeSpan.Zero), HttpMethod.Get, Target));

        var problem = await refused.ProblemAsync(401, "token-time");
        var offset = problem.GetProperty("serverTime").GetDateTimeOffset() - wrong.GetUtcNow();
        Assert.InRange((refused.Headers.Date!.Value - wrong.GetUtcNow() - offset).TotalSeconds, -5, 5);
        using var second = await gateway.Http.SendAsync(TestGateway.With(Token(offset), HttpMethod.Get, Target));
        Assert.Equal(200, (int)second.StatusCode);
    }

    [Fact]
    public async Task A_node_cannot_pass_for_an_operator()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["*:*:*"], issuer: TestGateway.County, key: TestGateway.CountyKey);

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        await response.ProblemAsync(401, "token-issuer-unknown");
    }

    [Fact]
    public async Task What_a_caller_says_of_who_they_are_is_dropped()
    {
        await using var gateway = await TestGateway.StartAsync();
        using var request = gateway.Signed(HttpMethod.Get, Target);
        string[] spoofed = ["X-Forwarded-For", "X-Forwarded-User", "Forwarded", "X-Real-IP", "X_Forwarded_For", "X-SmartCity-Caller", "X-Auth-Request-User", "Remote-User", "X-Client-Cert", "Cookie"];
        foreach (var name in spoofed)
            request.Headers.TryAddWithoutValidation(name, "spoofed");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "kept");

        using var response = await gateway.Http.SendAsync(request);

        var received = Assert.Single(gateway.City.Requests);
        Assert.DoesNotContain(received.Headers, header => header.Value.Contains("spoofed"));
        Assert.Equal("127.0.0.1", received.Headers["X-Forwarded-For"]);
        Assert.Equal("kept", received.Headers["Idempotency-Key"]);
        Assert.NotEqual(request.Headers.Authorization!.Parameter, received.Token);
    }

    [Fact]
    public async Task Before_any_directory_has_come_a_node_is_told_to_wait_not_that_it_is_a_stranger()
    {
        await using var gateway = await TestGateway.StartAsync(withDirectory: false);

        using var response = await gateway.Http.SendAsync(gateway.Signed(HttpMethod.Get, Target));

        await response.ProblemAsync(503, "directory-missing");
        Assert.NotNull(response.Headers.RetryAfter);
        using var ready = await gateway.Http.GetAsync("/health/ready");
        Assert.Equal(503, (int)ready.StatusCode);
        var health = JsonDocument.Parse(await gateway.Http.GetStringAsync("/health")).RootElement;
        Assert.Equal("none yet", health.GetProperty("directory").GetProperty("state").GetString());
    }
}
