using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Security;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Acting;

/// <summary>A page calls the API itself: what the API refuses to anybody, it refuses to a page.</summary>
public sealed class NodeApiTests
{
    [Fact]
    public async Task A_page_reads_what_its_operator_may_read()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "federation:read:*");
        var links = await api.GetAsync<JsonElement>("/api/federation/v1/links", CancellationToken.None);
        Assert.True(links.Done, links.Refused?.Detail);
        Assert.Equal(JsonValueKind.Array, links.Value.ValueKind);
    }

    [Fact]
    public async Task The_API_itself_refuses_a_page_whose_operator_lacks_the_right()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "federation:read:*");
        var refused = await api.PostAsync<JsonElement>("/api/federation/v1/nodes/430421/revoke", new { reason = "test" }, null, CancellationToken.None);
        Assert.Equal(403, refused.Refused?.Status);
        Assert.Equal("right-missing", refused.Refused?.Type);
        Assert.Contains("federation:revoke", refused.Refused?.Detail);
    }

    [Fact]
    public async Task A_division_that_is_not_the_operators_is_refused()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "city-management:report:430421");
        var refused = await api.PostAsync<JsonElement>("/api/city-management/v1/cases", Report, null, CancellationToken.None);
        Assert.Equal(403, refused.Refused?.Status);
    }

    [Fact]
    public async Task A_page_without_anybody_is_refused()
    {
        await using var node = await TestSite.StartAsync();
        using var api = new NodeApi(node.Services.GetRequiredService<NodePipeline>(), new());
        Assert.Equal(401, (await api.GetAsync<JsonElement>("/api/federation/v1/links", CancellationToken.None)).Refused?.Status);
    }

    [Fact]
    public async Task What_a_page_does_is_audited_under_its_operator()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "platform:operate:*");
        var drilled = await api.PostAsync<JsonElement>("/api/platform/v1/drills", new { lane = "Normal", count = 1 }, null, CancellationToken.None);
        Assert.True(drilled.Done, drilled.Refused?.Detail);
        var audit = await Eventually.Get("the audit event", async () => (await node.Log.ReadAsync(Lane.Normal, 0, 100, ["platform.action-audited.v1"], LogScope.All, CancellationToken.None)).Events.FirstOrDefault());
        var told = JsonSerializer.Deserialize<JsonElement>(audit.Data.Span);
        Assert.Equal("zhao", told.GetProperty("callerId").GetString());
        Assert.Equal(200, told.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_second_click_under_the_same_key_does_nothing_twice()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "platform:operate:*");
        var key = NodeApi.NewKey();
        var first = await api.PostAsync<JsonElement>("/api/platform/v1/drills", new { lane = "Normal", count = 1 }, key, CancellationToken.None);
        var second = await api.PostAsync<JsonElement>("/api/platform/v1/drills", new { lane = "Normal", count = 1 }, key, CancellationToken.None);
        Assert.Equal(first.Value.GetProperty("drillId").GetString(), second.Value.GetProperty("drillId").GetString());
    }

    [Fact]
    public async Task A_wrong_field_comes_back_by_its_name()
    {
        await using var node = await TestSite.StartAsync();
        using var api = Api(node, "platform:operate:*");
        var refused = await api.PostAsync<JsonElement>("/api/platform/v1/drills", new { lane = "Fast" }, null, CancellationToken.None);
        Assert.Contains("lane", refused.Refused!.Errors.Keys);
    }

    private static readonly object Report = new { kind = "occurrence", @class = "01", subClass = "001", description = "路灯不亮", division = "430481", source = "patrol" };

    private static NodeApi Api(TestNode node, params string[] rights) => new(node.Services.GetRequiredService<NodePipeline>(),
        new Operator("zhao", "赵敏", [.. rights.Select(text => Right.TryParse(text, out var right) ? right : throw new ArgumentException(text))]).Principal);
}
