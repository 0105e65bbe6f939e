using Microsoft.AspNetCore.Http;
using SmartCity.Contracts.Security;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests.Identity;

public sealed class OperatorAuthenticationTests
{
    private const string Target = "/api/environment/v1/stations";

    [Theory]
    [InlineData("430400")]
    [InlineData(TestGateway.Site)]
    public async Task An_operator_comes_in_with_the_rights_their_issuer_may_grant(string audience)
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430481", "city-management:dispatch:430481", "*:*:*", "junk"], audience);

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        Assert.Equal(200, (int)response.StatusCode);
        var told = await ToldAsync(gateway);
        Assert.Equal(("li.na", "operator"), (told.Identity!.FindFirst("sub")!.Value, told.Identity.FindFirst(TokenClaims.Kind)!.Value));
        Assert.Equal(["environment:read:430481"], told.Identity.FindAll(TokenClaims.Rights).Select(claim => claim.Value));
    }

    [Fact]
    public async Task The_internal_token_of_an_operator_is_used_again_for_some_seconds_and_then_renewed()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430481"]);
        async Task SendAsync() => (await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target))).Dispose();

        await SendAsync();
        await SendAsync();
        gateway.Clock.Offset = TimeSpan.FromSeconds(20);
        await SendAsync();

        var told = gateway.City.Requests.Select(request => request.Token).ToList();
        Assert.Equal(told[0], told[1]);
        Assert.NotEqual(told[1], told[2]);
    }

    [Fact]
    public async Task An_expired_token_is_refused_though_it_was_good_a_moment_ago()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430481"], lifetime: TimeSpan.FromSeconds(10));
        using var good = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        gateway.Clock.Offset = TimeSpan.FromSeconds(50);
        using var late = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        Assert.Equal(200, (int)good.StatusCode);
        Assert.True((await late.ProblemAsync(401, "token-time")).TryGetProperty("serverTime", out _));
    }

    [Theory]
    [InlineData("token-issuer-unknown", "somebody", "430400", "operator", 1)]
    [InlineData("token-audience-wrong", "operators", "430481", "operator", 1)]
    [InlineData("token-lifetime-too-long", "operators", "430400", "operator", 13)]
    [InlineData("token-kind-unknown", "operators", "430400", "gateway", 1)]
    [InlineData("token-issuer-unknown", "operators", TestGateway.Site, "node", 1)]
    public async Task Others_are_refused(string type, string issuer, string audience, string kind, int hours)
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430481"], audience, kind, TimeSpan.FromHours(hours), issuer);

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        await response.ProblemAsync(401, type);
        Assert.Empty(gateway.City.Requests);
    }

    [Fact]
    public async Task A_forged_operator_is_refused()
    {
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.OperatorToken(["environment:read:430481"], key: SigningKey.Create());

        using var response = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        await response.ProblemAsync(401, "token-signature-wrong");
    }

    [Fact]
    public async Task An_issuer_dropped_from_the_directory_is_refused_at_once_though_its_token_was_good_before()
    {
        var key = SigningKey.Create();
        NodeDirectory Named(long version, params DirectoryIssuer[] issuers) => TestGateway.Version(version, TestGateway.Leiyang) with { OperatorIssuers = issuers };
        await using var gateway = await TestGateway.StartAsync(directory: Named(1, new DirectoryIssuer("city", key.Public.ToJwk(), [], false), new DirectoryIssuer("bent", key.Public.ToJwk(), ["no right"], false)));
        Task<HttpResponseMessage> SendAsync(string issuer) =>
            gateway.Http.SendAsync(TestGateway.With(gateway.OperatorToken(["traffic:read:430400"], issuer: issuer, key: key), HttpMethod.Get, Target));
        var token = gateway.OperatorToken(["traffic:read:430400"], issuer: "city", key: key);

        using var good = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));
        using var bent = await SendAsync("bent");
        await gateway.TakeAsync(Named(2));
        using var dropped = await gateway.Http.SendAsync(TestGateway.With(token, HttpMethod.Get, Target));

        Assert.Equal(200, (int)good.StatusCode);
        Assert.Equal(["traffic:read:430400"], (await ToldAsync(gateway)).Identity!.FindAll(TokenClaims.Rights).Select(claim => claim.Value));
        await bent.ProblemAsync(401, "token-issuer-unknown");
        await dropped.ProblemAsync(401, "token-issuer-unknown");
    }

    [Fact]
    public async Task Only_enrolment_is_open_to_all_and_the_node_is_told_of_nobody()
    {
        await using var gateway = await TestGateway.StartAsync();

        using var enrolled = await gateway.Http.PostAsync("/api/federation/v1/enrol", new StringContent("{}"));
        using var read = await gateway.Http.GetAsync("/api/federation/v1/enrol");
        using var deeper = await gateway.Http.PostAsync("/api/federation/v1/enrol/430481", new StringContent("{}"));

        Assert.Equal(200, (int)enrolled.StatusCode);
        Assert.False(Assert.Single(gateway.City.Requests).Headers.ContainsKey("Authorization"));
        await read.ProblemAsync(401, "token-missing");
        await deeper.ProblemAsync(401, "token-missing");
    }

    private static Task<TokenResult> ToldAsync(TestGateway gateway) =>
        new TokenVerifier(gateway.Clock).VerifyAsync(gateway.City.Requests.First().Token!, "430400", TimeSpan.FromSeconds(60), _ => [gateway.Key]);
}
