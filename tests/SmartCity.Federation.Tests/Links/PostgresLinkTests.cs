using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

/// <summary>A city and a county whose nodes keep their logs in PostgreSQL.</summary>
public sealed class PostgresLinkTests
{
    [Fact]
    public async Task Everything_that_is_told_of_a_link_is_told_on_PostgreSQL_as_well()
    {
        await using var cityData = await TestPostgres.CreateAsync();
        await using var countyData = await TestPostgres.CreateAsync();
        await using var city = await TestCity.StartAsync(On(cityData));
        var (county, _) = await city.StartCountyAsync("430481", new Dictionary<string, string?>(On(countyData)) { ["Federation:LedgerInterval"] = "00:00:03", ["Federation:HistoryEvery"] = "00:00:01" });
        await using var _1 = county;
        for (var number = 1; number <= 20; number++)
            await county.Log.AppendAsync(LinkTests.Drill(number), default);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 20);
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("delete from kernel_log where lane = 1 and origin_position in (select origin_position from kernel_log where type = 'platform.alarm-drilled.v1' order by position limit 3)"), default);

        await Eventually.True("healed", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 20, TimeSpan.FromSeconds(30));
        await Eventually.True("in the ledger", async () => (await GetAsync(county, "links/430400/ledger?lane=alarm&state=equal")).GetProperty("items").EnumerateArray().Any(entry => entry.GetProperty("healed").GetInt64() == 3), TimeSpan.FromSeconds(30));
        await Eventually.True("counted", async () => (await GetAsync(county, "sharing")).GetProperty("types").EnumerateArray().Any(type => type.GetProperty("events").GetInt64() == 20));
        await Eventually.True("noted", async () => (await GetAsync(county, "links/430400/history")).GetProperty("samples").GetArrayLength() > 0);
        var preview = await county.Http.PostAsJsonAsync("/api/federation/v1/policy/preview", new { withheldTypes = new[] { "platform.alarm-drilled.v1" } });
        var event1 = (await LinkTests.ArrivedAsync(county, Lane.Alarm))[0];

        Assert.Contains("\"ends\"", await preview.Content.ReadAsStringAsync());
        Assert.Equal("acknowledged", (await GetAsync(county, "trace/" + event1.Id)).GetProperty("steps")[0].GetProperty("links")[0].GetProperty("status").GetString());
        Assert.Equal("equal", (await GetAsync(county, "links/430400/ledger?lane=alarm")).GetProperty("items")[0].GetProperty("state").GetString());
        Assert.Equal(1, (await GetAsync(city.Node, "enrolments")).GetArrayLength());
    }

    [Fact]
    public async Task A_city_on_PostgreSQL_that_declares_a_restore_takes_back_what_its_county_holds()
    {
        await using var cityData = await TestPostgres.CreateAsync();
        await using var city = await TestCity.StartAsync(On(cityData));
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await RestoreTests.AskAsync(city.Node, "430481", 4);
        await Eventually.True("four requests", async () => (await RestoreTests.AskedAsync(county)).Count == 4);

        await Eventually.True("all acknowledged", async () => (await LinkTests.LaneAsync(city.Node, "down", Lane.Normal)).GetProperty("backlogEvents").GetInt64() == 0);

        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("delete from kernel_log where type = 'test.thing-asked.v1' and position > (select min(position) from kernel_log where type = 'test.thing-asked.v1')"), default);
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("update federation_sent set position = (select min(position) from kernel_log where type = 'test.thing-asked.v1') where lane = 2"), default);
        await LinkTests.StateAsync(county, "down", Lane.Normal, "diverged");
        await city.Node.Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "测试" });

        await Eventually.True("four at home again", async () => (await RestoreTests.AskedAsync(city.Node, LogScope.All)).Count == 4);
        await LinkTests.StateAsync(county, "down", Lane.Normal, "flowing");
        Assert.Equal(4, (await RestoreTests.AskedAsync(county)).Count);
    }

    private static Dictionary<string, string?> On(TestPostgres database) => new() { ["Node:Database"] = database.ConnectionString };

    private static Task<JsonElement> GetAsync(TestNode node, string path) => node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/" + path);
}
