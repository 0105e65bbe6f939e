using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Records;

public sealed class AlarmApiTests
{
    [Fact]
    public async Task Whoever_acknowledges_first_is_named_to_the_second()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        var id = (await node.OneAsync("it rings", alarm => alarm.Rings())).Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.Http.DoAsync(id, "acknowledge", "我来处理")));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var second = answers.First(answer => answer.StatusCode == HttpStatusCode.Conflict);
        Assert.Contains("acknowledged by tester", await second.Content.ReadAsStringAsync());
        Assert.Equal(["raised wang.fang", "acknowledged tester"], await node.HistoryAsync(id));
        Assert.Equal("我来处理", (await node.DetailAsync(id)).GetProperty("history")[1].Text("note"));
    }

    [Fact]
    public async Task Several_are_acknowledged_at_once_each_with_its_own_outcome()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Exceeded("x-2"));
        await Eventually.True("both", async () => (await node.AlarmsAsync()).Count == 2);
        var ids = (await node.AlarmsAsync()).Select(alarm => alarm.Id()).ToList();
        await node.Http.DoAsync(ids[0], "acknowledge");

        var answer = await (await node.Http.PostAsJsonAsync($"{Sample.Route}/acknowledge", new { ids = ids.Append("none"), note = "同一原因" })).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(["alarm-acknowledged", "acknowledged", "not-found"], answer.EnumerateArray().Select(one => one.Text("outcome")));
        Assert.Empty(await node.AlarmsAsync("ringing=true"));
    }

    [Fact]
    public async Task Closing_by_hand_wants_a_reason_and_acknowledges_too()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        var id = (await node.OneAsync("it rings", alarm => alarm.Rings())).Id();

        var bare = await node.Http.DoAsync(id, "close", " ");
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.True((await bare.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("note", out _));

        Assert.Equal(HttpStatusCode.OK, (await node.Http.DoAsync(id, "close", "误报")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await node.Http.DoAsync(id, "close", "误报")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await node.Http.DoAsync(id, "notes", "已回访")).StatusCode);
        var alarm = (await node.DetailAsync(id)).GetProperty("alarm");
        Assert.Equal(("closed", "tester", "tester"), (alarm.Text("state"), alarm.Text("acknowledgedBy"), alarm.Text("closedBy")));
    }

    [Fact]
    public async Task An_alarm_that_is_over_may_still_be_acknowledged_once()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Ended());
        var id = (await node.OneAsync("closed", alarm => alarm.Is("closed"))).Id();

        Assert.Equal(HttpStatusCode.OK, (await node.Http.DoAsync(id, "acknowledge")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await node.Http.DoAsync(id, "acknowledge")).StatusCode);
        Assert.True((await node.AlarmsAsync())[0].Is("closed"));
    }

    [Fact]
    public async Task Each_right_opens_its_own_door_in_its_own_division()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        var id = (await node.OneAsync("it rings", alarm => alarm.Rings())).Id();
        using var reader = node.Client(node.Token("alarms:read:430481"));
        using var neighbour = node.Client(node.Token("alarms:*:430421"));
        using var nobody = node.Client(null);

        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"{Sample.Route}/alarms/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DoAsync(id, "acknowledge")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.DoAsync(id, "close", "x")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"{Sample.Route}/alarms/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.DoAsync(id, "acknowledge")).StatusCode);
        Assert.Equal(0, (await neighbour.GetFromJsonAsync<JsonElement>($"{Sample.Route}/alarms")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await neighbour.GetFromJsonAsync<JsonElement>($"{Sample.Route}/summary")).GetProperty("ringingAlarms").GetInt32());
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"{Sample.Route}/alarms")).StatusCode);
    }

    [Fact]
    public async Task The_list_is_filtered_sorted_and_paged_without_losing_or_repeating_any()
    {
        await using var node = await Sample.StartAsync();
        for (var number = 1; number <= 7; number++)
            await node.HappensAsync(Sample.Exceeded("x-" + number));
        await node.HappensAsync(Sample.Ended("x-3"));
        await Eventually.True("all", async () => (await node.AlarmsAsync()).Count == 7 && (await node.AlarmsAsync("state=closed")).Count == 1);
        await node.Http.DoAsync((await node.AlarmsAsync("sort=oldest"))[0].Id(), "acknowledge");

        foreach (var sort in new[] { "urgent", "newest", "oldest", "updated" })
            Assert.Equal(7, (await PagesAsync(node, sort)).Distinct().Count());
        var urgent = await node.AlarmsAsync();
        Assert.Equal(["open", "open", "open", "open", "open", "acknowledged", "closed"], urgent.Select(alarm => alarm.Text("state")));
        Assert.Equal(7, (await node.AlarmsAsync("text=蔡伦&severity=alarm&type=environment.limit-exceeded.v1&division=430481")).Count);
        Assert.Empty(await node.AlarmsAsync("from=2040-01-01T00:00:00Z"));
        var summary = await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/summary");
        Assert.Equal((5, 1, 1), (summary.GetProperty("ringingAlarms").GetInt32(), summary.GetProperty("acknowledged").GetInt32(), summary.GetProperty("overUnseen").GetInt32()));
    }

    [Theory]
    [InlineData("state=gone", "state")]
    [InlineData("severity=1", "severity")]
    [InlineData("sort=loud", "sort")]
    [InlineData("after=xyz", "after")]
    [InlineData("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    public async Task A_wrong_query_is_named_by_its_field(string query, string field)
    {
        await using var node = await Sample.StartAsync(duty: null);
        var answer = await node.Http.GetAsync($"{Sample.Route}/alarms?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject()).Name);
    }

    private static async Task<List<string>> PagesAsync(TestNode node, string sort)
    {
        var ids = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/alarms?sort={sort}&limit=2&after={after}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(alarm => alarm.Id()));
            after = page.Text("next");
        }
        return ids;
    }
}
