using System.Text.Json;
using SmartCity.Contracts.Security;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests.Forwarding;

/// <summary>The gateway before a real node of ours, which trusts the gateway's key and nobody else.</summary>
public sealed class RealNodeTests
{
    [Fact]
    public async Task A_node_takes_the_gateways_word_and_does_not_take_the_callers_own_token()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var node = await TestNode.StartAsync("430400", [], new Dictionary<string, string?>
        {
            ["Rights:Issuers:0:Name"] = TestGateway.Site,
            ["Rights:Issuers:0:Key"] = gateway.Key.ToJwk(),
        });
        await using var edge = await StartBeforeAsync(node, gateway.Folder);
        var granted = gateway.OperatorToken(["platform:read:430400"]);
        var limited = gateway.OperatorToken(["environment:read:430400"]);

        using var through = await edge.Http.SendAsync(TestGateway.With(granted, HttpMethod.Get, "/api/platform/v1/health"));
        using var without = await edge.Http.SendAsync(TestGateway.With(limited, HttpMethod.Get, "/api/platform/v1/health"));
        using var around = await node.Client(granted).GetAsync("/api/platform/v1/health");

        Assert.Equal(200, (int)through.StatusCode);
        Assert.Equal("430400", JsonDocument.Parse(await through.Content.ReadAsStringAsync()).RootElement.GetProperty("node").GetString());
        Assert.Equal((403, 401), ((int)without.StatusCode, (int)around.StatusCode));
        var refused = JsonDocument.Parse(await without.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("430400", refused.GetProperty("node").GetString());
    }

    [Fact]
    public async Task Our_own_client_of_the_directory_is_told_apart_from_a_node_without_Federation()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var node = await TestNode.StartAsync("430400", [], new Dictionary<string, string?>
        {
            ["Rights:Issuers:0:Name"] = TestGateway.Site,
            ["Rights:Issuers:0:Key"] = SigningKey.Create().Public.ToJwk(),
        });
        await using var edge = await StartBeforeAsync(node, gateway.Folder);

        await Eventually.True("trouble", () => Task.FromResult(edge.Directory.Trouble is not null));

        Assert.Matches("the node answered 40[14]", edge.Directory.Trouble);
    }

    // A second gateway on the first one's folder has the same key and directory; only its destination is another.
    private static Task<TestGateway> StartBeforeAsync(TestNode node, string folder) => TestGateway.StartAsync(
        new Dictionary<string, string?> { ["Gateway:Destination"] = node.Address.ToString(), ["Gateway:Operators:0:Rights:1"] = "platform:read:430400" }, folder: folder, withDirectory: false);
}
