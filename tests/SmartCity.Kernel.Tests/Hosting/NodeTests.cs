using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Hosting;

public sealed class NodeTests
{
    [Fact]
    public async Task A_node_starts_and_says_it_is_ready()
    {
        await using var node = await TestNode.StartAsync("430481", []);

        Assert.Equal(HttpStatusCode.OK, (await node.Http.GetAsync("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Without_a_token_the_log_is_closed_and_the_answer_says_what_is_missing()
    {
        await using var node = await TestNode.StartAsync("430481", []);
        using var nobody = node.Client(null);

        var answer = await nobody.GetAsync("/api/platform/v1/log/normal");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("urn:smart-hengyang:problem:token-missing", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_token_without_the_right_is_refused_and_the_right_is_named()
    {
        await using var node = await TestNode.StartAsync("430481", []);
        using var reader = node.Client(node.Token("environment:read:430481"));

        var answer = await reader.GetAsync("/api/platform/v1/log/normal");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("platform:read-log", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_is_appended_can_be_read_back_over_HTTP_as_CloudEvents()
    {
        await using var node = await TestNode.StartAsync("430481", []);
        await node.Log.AppendAsync(new EventsDropped(Lane.Bulk, 1, 2, 2, 10, "测试", "430481", DateTimeOffset.UnixEpoch), default);

        var page = await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/log/normal");

        var read = Assert.Single(page.GetProperty("events").EnumerateArray());
        Assert.Equal("platform.events-dropped.v1", read.GetProperty("type").GetString());
        Assert.Equal("测试", read.GetProperty("data").GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_write_call_leaves_an_audit_event_with_who_and_what()
    {
        await using var node = await TestNode.StartAsync("430481", []);

        await node.Http.PostAsJsonAsync("/api/platform/v1/parked/retry", new { subscriber = "nobody" });

        var page = await node.Log.ReadAsync(Lane.Normal, 0, 10, null, LogScope.All, default);
        var audited = Assert.IsType<ActionAudited>(EventJson.Read(Assert.Single(page.Events)));
        Assert.Equal(("tester", "POST", 200), (audited.CallerId, audited.Method, audited.Status));
    }
}
