using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;
using SmartCity.Federation.Tests.Links;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Sharing;

/// <summary>The county's own account of what it shares, and what a change would do.</summary>
public sealed class SharingTests
{
    private const string Drilled = "platform.alarm-drilled.v1";
    private const string Reported = "city-management.case-reported.v1";

    [Fact]
    public async Task The_county_states_what_it_shared_with_whom_since_when_and_by_which_policy()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await DrillAsync(county, 5);
        await WithholdAsync(county, "演练不共享", Drilled);
        await DrillAsync(county, 3);

        var drilled = await Eventually.Get("eight counted", async () => Type(await StatementAsync(county), Drilled) is { } type && type.GetProperty("events").GetInt64() + type.GetProperty("withheld").GetInt64() == 8 ? (JsonElement?)type : null);
        var statement = await StatementAsync(county);

        Assert.Equal(("430400", "演练不共享", "tester"), (statement.GetProperty("peer").GetString(), statement.GetProperty("policy").GetProperty("reason").GetString(), statement.GetProperty("policy").GetProperty("by").GetString()));
        Assert.Equal((false, 5, 3), (drilled!.Value.GetProperty("shared").GetBoolean(), drilled.Value.GetProperty("events").GetInt64(), drilled.Value.GetProperty("withheld").GetInt64()));
        Assert.Equal(statement.GetProperty("policy").GetProperty("since").GetString(), drilled.Value.GetProperty("since").GetString());
        Assert.True(Type(statement, "platform.normal-drilled.v1")!.Value.GetProperty("shared").GetBoolean());
        Assert.Equal(2, statement.GetProperty("history").GetArrayLength());
    }

    [Fact]
    public async Task A_change_of_policy_shows_before_it_is_made_what_it_would_let_out_and_no_personal_data()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await WithholdAsync(county, "先不共享案件", Reported);
        await county.Log.AppendAsync(new CaseReported("4304812026112500001", "430481", 1, "occurrence", "01", "002", "B", "张三 13800000000 家门口有垃圾", 112.85512, 26.42537, "430481001001001", null, null, "handheld", null, [], "li.si", DateTimeOffset.UnixEpoch), default);
        await Eventually.True("one withheld", async () => Type(await StatementAsync(county), Reported)?.GetProperty("withheld").GetInt64() == 1);
        var before = await county.Http.GetStringAsync("/api/federation/v1/policy");

        var preview = await ReadAsync(await county.Http.PostAsJsonAsync("/api/federation/v1/policy/preview", new { withheldTypes = new[] { Drilled } }));

        Assert.Equal([(Reported, "begins"), (Drilled, "ends")], preview.GetProperty("changes").EnumerateArray().Select(change => (change.GetProperty("type").GetString(), change.GetProperty("change").GetString())));
        var begins = preview.GetProperty("changes")[0];
        Assert.Equal((1, 0), (begins.GetProperty("withheld").GetInt64(), begins.GetProperty("events").GetInt64()));
        var example = begins.GetProperty("examples")[0].GetRawText();
        Assert.Contains("430481", example);
        Assert.All((string[])["张三", "1380000", "li.si", "112.855", "26.425"], personal => Assert.DoesNotContain(personal, JsonSerializer.Serialize(JsonDocument.Parse(example).RootElement, EventJson.Options)));
        Assert.Equal(before, await county.Http.GetStringAsync("/api/federation/v1/policy"));
        await county.Log.AppendAsync(LinkTests.Drill(1), default);
        await Eventually.True("the drill still goes", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 1);
    }

    [Fact]
    public async Task A_preview_of_a_type_that_does_not_travel_is_refused_with_its_name()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;

        var wrong = await county.Http.PostAsJsonAsync("/api/federation/v1/policy/preview", new { withheldTypes = new[] { "platform.action-audited.v1" } });
        var nothing = await county.Http.PostAsJsonAsync("/api/federation/v1/policy/preview", new { });
        var unlinked = await city.Node.Http.GetAsync("/api/federation/v1/sharing");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (wrong.StatusCode, nothing.StatusCode, unlinked.StatusCode));
        Assert.Contains("platform.action-audited.v1", await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Codes_are_listed_without_the_code_and_an_open_one_can_be_taken_back()
    {
        await using var city = await TestCity.StartAsync();
        var invited = await ReadAsync(await city.Node.Http.PostAsJsonAsync("/api/federation/v1/enrolments", new { node = "430421" }));
        var listed = await city.Node.Http.GetStringAsync("/api/federation/v1/enrolments");
        var open = JsonDocument.Parse(listed).RootElement.EnumerateArray().Single();

        var withdrawn = await city.Node.Http.DeleteAsync("/api/federation/v1/enrolments/" + open.GetProperty("id").GetString());
        var again = await city.Node.Http.DeleteAsync("/api/federation/v1/enrolments/" + open.GetProperty("id").GetString());
        var used = await city.Node.Client(null).PostAsJsonAsync("/api/federation/v1/enrol", new { node = "430421", name = "衡阳县", code = invited.GetProperty("code").GetString(), key = TestNode.Operators.Public.ToJwk() });

        Assert.Equal(("open", "430421", "tester"), (open.GetProperty("state").GetString(), open.GetProperty("node").GetString(), open.GetProperty("createdBy").GetString()));
        Assert.DoesNotContain(invited.GetProperty("code").GetString()!, listed);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (withdrawn.StatusCode, again.StatusCode, used.StatusCode));
    }

    private static async Task DrillAsync(TestNode node, int count) => (await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "alarm", count })).EnsureSuccessStatusCode();

    private static async Task WithholdAsync(TestNode node, string reason, params string[] types) =>
        (await node.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = types, reason })).EnsureSuccessStatusCode();

    private static Task<JsonElement> StatementAsync(TestNode node) => node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/sharing");

    private static JsonElement? Type(JsonElement statement, string name) =>
        statement.GetProperty("types").EnumerateArray().FirstOrDefault(type => type.GetProperty("type").GetString() == name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
