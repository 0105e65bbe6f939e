using System.Text;
using SmartCity.Contracts.Security;

namespace SmartCity.Contracts.Tests.Security;

public sealed class NodeRequestTokenTests
{
    private const string Target = "/api/federation/v1/events?lane=0&after=12";
    private static readonly SigningKey Key = SigningKey.Create();
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"events":[]}""");

    [Fact]
    public async Task It_names_the_node_and_is_bound_to_method_path_and_body()
    {
        var result = await VerifyAsync(Issue(TimeSpan.Zero));

        Assert.Null(result.Failure);
        Assert.Equal("430481", result.Issuer);
        string? Claim(string name) => result.Identity!.FindFirst(name)?.Value;
        Assert.Equal(("430481", "node"), (Claim("sub"), Claim(TokenClaims.Kind)));
        Assert.True(NodeRequestToken.RequestMatches(Claim(TokenClaims.Method), Claim(TokenClaims.Path), "POST", Target));
        Assert.True(NodeRequestToken.BodyMatches(Claim(TokenClaims.BodyHash), Body));
    }

    [Theory]
    [InlineData("PUT", Target)]
    [InlineData("POST", "/api/federation/v1/events?lane=0&after=13")]
    [InlineData("POST", "/api/federation/v1/Events?lane=0&after=12")]
    public void Another_request_does_not_match(string method, string target) =>
        Assert.False(NodeRequestToken.RequestMatches("POST", Target, method, target));

    [Fact]
    public void A_body_bent_by_one_bit_does_not_match()
    {
        var bent = Body.ToArray();
        bent[3] ^= 1;

        Assert.True(NodeRequestToken.BodyMatches(NodeRequestToken.BodyHash(Body), Body));
        Assert.False(NodeRequestToken.BodyMatches(NodeRequestToken.BodyHash(Body), bent));
        Assert.False(NodeRequestToken.BodyMatches(null, []));
    }

    [Fact]
    public void The_hash_of_no_body_is_that_of_the_empty_string() =>
        Assert.Equal("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU", NodeRequestToken.BodyHash([]));

    [Fact]
    public async Task The_estimated_offset_makes_it_hold_by_the_gateways_clock()
    {
        Assert.Equal(TokenFailure.Time, (await VerifyAsync(Issue(TimeSpan.FromHours(-2)))).Failure);
        Assert.Equal(TokenFailure.Time, (await VerifyAsync(Issue(TimeSpan.FromHours(2)))).Failure);
    }

    [Fact]
    public async Task It_is_for_one_gateway_alone() =>
        Assert.Equal(TokenFailure.Audience, (await new TokenVerifier(TimeProvider.System).VerifyAsync(Issue(TimeSpan.Zero), "gateway-430100", NodeRequestToken.LongestLifetime, _ => [Key.Public])).Failure);

    private static string Issue(TimeSpan offset) =>
        NodeRequestToken.Issue(Key, "430481", "gateway-430400", "post", Target, Body, TimeProvider.System, offset);

    private static Task<TokenResult> VerifyAsync(string token) =>
        new TokenVerifier(TimeProvider.System).VerifyAsync(token, "gateway-430400", NodeRequestToken.LongestLifetime, _ => [Key.Public]);
}
