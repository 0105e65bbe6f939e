using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts.Platform;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Rules;

public sealed class RuleTests
{
    [Fact]
    public async Task A_rule_of_the_node_goes_before_the_defaults_and_the_first_that_fits_counts()
    {
        await using var node = await Sample.StartAsync();
        await PutAsync(node, 0, new { pattern = "environment.*", division = "430481", action = "ignore", note = "检修" }, new { pattern = "platform.alarm-drilled.v1", division = "430400", action = "ring" });

        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(new AlarmDrilled("d-1", 1, "tester", Sample.County, TimeProvider.System.GetUtcNow()));

        var drill = await node.OneAsync("the drill", alarm => alarm.Rings());
        Assert.Equal("platform.alarm-drilled.v1", drill.Text("type"));
        Assert.Contains("alarms.rules-changed.v1", await node.ToldAsync(Contracts.Lane.Normal));
    }

    [Fact]
    public async Task Who_changes_rules_that_somebody_else_changed_is_told_so()
    {
        await using var node = await Sample.StartAsync();
        await PutAsync(node, 0, new { pattern = "*", division = "*", action = "quiet" });
        await PutAsync(node, 1);

        var late = await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version = 1, rules = Array.Empty<object>() });

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal(2, (await node.Http.GetFromJsonAsync<JsonElement>($"{Sample.Route}/rules")).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_wrong_rule_is_named_by_its_field()
    {
        await using var node = await Sample.StartAsync();

        var answer = await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version = 0, rules = new[] { new { pattern = "a b", division = "999999", action = "shout" } } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var fields = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(field => field.Name);
        Assert.Equal(["rules[0].pattern", "rules[0].division", "rules[0].action"], fields);
    }

    private static async Task PutAsync(TestNode node, int version, params object[] rules)
    {
        var answer = await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version, rules });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
