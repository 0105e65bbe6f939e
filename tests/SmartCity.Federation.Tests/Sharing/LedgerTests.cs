using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Tests.Links;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Sharing;

/// <summary>What one side of a link lost behind its own back is found by comparing the ledgers, and healed or named.</summary>
public sealed class LedgerTests
{
    private static readonly Dictionary<string, string?> Soon = new() { ["Federation:LedgerInterval"] = "00:00:01" };

    [Fact]
    public async Task Events_that_the_city_lost_are_found_within_the_interval_sent_again_and_counted_once()
    {
        await using var city = await TestCity.StartAsync();
        // Lost before it was compared: the line is cut between the acknowledgement and the ledger's next turn.
        var (county, line) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:LedgerInterval"] = "00:00:03" });
        await using var _1 = county;
        await AppendAsync(county, 1, 40);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 40);
        var lost = await LoseAsync(city.Node, "number between 11 and 15");

        Assert.Equal(5, lost);
        await Eventually.True("all forty again", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 40, TimeSpan.FromSeconds(30));
        var arrived = await LinkTests.ArrivedAsync(city.Node, Lane.Alarm);
        Assert.Equal(Enumerable.Range(1, 40), RestoreTests.Numbers(arrived).Order());
        Assert.Equal(Enumerable.Range(11, 5), RestoreTests.Numbers([.. arrived.Where(envelope => envelope.Recovered)]).Order());
        var block = await BlockAsync(county, entry => entry.GetProperty("healed").GetInt64() == 5);
        Assert.Equal("equal", block.GetProperty("state").GetString());
        Assert.Empty(await GapsAsync(county));
    }

    [Fact]
    public async Task Events_that_the_county_itself_lost_come_back_from_the_city()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:LedgerInterval"] = "00:00:03" });
        await using var _1 = county;
        await AppendAsync(county, 1, 20);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 20);

        Assert.Equal(2, await LoseAsync(county, "number in (7, 8)"));

        await Eventually.True("all twenty at home again", async () => (await LinkTests.ArrivedAsync(county, Lane.Alarm)).Count == 20, TimeSpan.FromSeconds(30));
        Assert.Equal([7, 8], RestoreTests.Numbers([.. (await LinkTests.ArrivedAsync(county, Lane.Alarm)).Where(envelope => envelope.Recovered)]));
        await BlockAsync(county, entry => entry.GetProperty("healed").GetInt64() == 2);
        Assert.Empty(await GapsAsync(county));
    }

    [Fact]
    public async Task What_cannot_be_healed_is_a_named_loss_once_and_the_link_shows_it()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:LedgerInterval"] = "00:00:03" });
        await using var _1 = county;
        await AppendAsync(county, 1, 10);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 10);

        // The city holds another event in place of one of ours: nobody can say which is the true one.
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("update kernel_log set subject = 'drills/forged' where type = 'platform.alarm-drilled.v1' and origin = '430481' and cast(data as text) like '%\"number\":4,%'"), default);

        var gap = await Eventually.Get("a named loss", async () => (await GapsAsync(county)).FirstOrDefault(), TimeSpan.FromSeconds(30));
        Assert.Equal((10, 10), (gap.Sent - gap.Received + 10, 10));
        Assert.False(string.IsNullOrEmpty(gap.Detail));
        await AppendAsync(county, 11, 12);
        await BlockAsync(county, entry => entry.GetProperty("state").GetString() == "lost" && entry.GetProperty("through").GetInt64() > gap.ThroughPosition);
        Assert.Single(await GapsAsync(county));
        Assert.Equal(1, (await LinkTests.LaneAsync(county, "up", Lane.Alarm)).GetProperty("lostEvents").GetInt64());
        await Eventually.True("the city's people see it too", async () => (await LinkTests.LaneAsync(city.Node, "up", Lane.Alarm)) is var lane && lane.TryGetProperty("lostEvents", out var lost) && lost.ValueKind == JsonValueKind.Number && lost.GetInt64() == 1);
    }

    [Fact]
    public async Task What_was_compared_is_not_compared_again()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", Soon);
        await using var _1 = county;
        await AppendAsync(county, 1, 10);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 10);
        await ComparedAsync(county);
        var before = await BlockAsync(county, _ => true);

        await AppendAsync(county, 11, 13);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 13);
        await ComparedAsync(county);

        var after = await BlockAsync(county, entry => entry.GetProperty("through").GetInt64() > before.GetProperty("through").GetInt64());
        Assert.Equal(before.GetProperty("sent").GetInt64() + 3, await Eventually.Get("three more", async () => (await BlockAsync(county, _ => true)).GetProperty("sent").GetInt64() is var sent && sent >= before.GetProperty("sent").GetInt64() + 3 ? sent : 0));
        Assert.Equal("equal", after.GetProperty("state").GetString());
        // A row that is changed after it was compared is not looked at any more: only what is new is.
        await city.Node.Store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync("delete from kernel_log where type = 'platform.alarm-drilled.v1' and cast(data as text) like '%\"number\":2,%'"), default);
        await AppendAsync(county, 14, 14);
        await LinkTests.StateAsync(county, "up", Lane.Alarm, "flowing");
        await ComparedAsync(county);
        Assert.Empty(await GapsAsync(county));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_retention_dropped_before_it_was_compared_is_accounted_for_by_its_tombstone_and_is_no_gap(bool atTheCity)
    {
        var limits = new Dictionary<string, string?> { ["Log:BulkMaxBytes"] = "2000", ["Log:RetentionEvery"] = "00:00:00.200" };
        await using var city = await TestCity.StartAsync(atTheCity ? limits : []);
        var settings = new Dictionary<string, string?>(atTheCity ? [] : limits) { ["Federation:LedgerInterval"] = "00:00:04" };
        var (county, _) = await city.StartCountyAsync("430481", settings);
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Bulk, "flowing");
        await DrillAsync(county, 100);

        var dropped = atTheCity ? city.Node : county;
        await Eventually.True("a tombstone", async () => (await dropped.Log.ReadAsync(Lane.Bulk, 0, 1, null, LogScope.All, default)).Floor > 0);
        await DrillAsync(county, 10);

        await BlockAsync(county, entry => entry.GetProperty("state").GetString() == "dropped" && entry.GetProperty("sent").GetInt64() > 0, "bulk");
        await ComparedAsync(county, Lane.Bulk);
        Assert.Empty(await GapsAsync(county));
    }

    [Fact]
    public async Task A_back_fill_is_no_gap()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:LedgerInterval"] = "00:00:03" });
        await using var _1 = county;
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = new[] { "platform.alarm-drilled.v1" }, reason = "测试" });
        await AppendAsync(county, 1, 6);
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = Array.Empty<string>(), reason = "测试" });
        await county.Http.PostAsJsonAsync("/api/federation/v1/backfills", new { types = new[] { "platform.alarm-drilled.v1" }, recordedFrom = DateTimeOffset.UnixEpoch, reason = "补传" });
        await AppendAsync(county, 7, 9);

        await Eventually.True("all nine at the city", async () => RestoreTests.Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 9);
        var block = await BlockAsync(county, entry => entry.GetProperty("sent").GetInt64() >= 9);
        Assert.Equal("equal", block.GetProperty("state").GetString());
        Assert.Empty(await GapsAsync(county));
    }

    private static async Task AppendAsync(TestNode node, int from, int to)
    {
        for (var number = from; number <= to; number++)
            await node.Log.AppendAsync(LinkTests.Drill(number), default);
    }

    private static Task DrillAsync(TestNode node, int count) => node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "bulk", count });

    // An event of the drill is told by its number, which stands in its data.
    private static Task<int> LoseAsync(TestNode node, string which) => node.Store.WriteAsync(Lane.Alarm,
        write => write.ExecuteAsync($"delete from kernel_log where type = 'platform.alarm-drilled.v1' and exists (select 1 from (select cast(substr(cast(data as text), instr(cast(data as text), '\"number\":') + 9, 2) as integer) as number) as n where {which})"), default);

    private static async Task<JsonElement> BlockAsync(TestNode county, Func<JsonElement, bool> which, string lane = "alarm") =>
        await Eventually.Get($"a block of the ledger of {lane}", async () =>
        {
            var page = await county.Http.GetFromJsonAsync<JsonElement>($"/api/federation/v1/links/430400/ledger?lane={lane}");
            return page.GetProperty("items").EnumerateArray().FirstOrDefault(which) is { ValueKind: JsonValueKind.Object } found ? (JsonElement?)found : null;
        }, TimeSpan.FromSeconds(30)) ?? default;

    private static Task ComparedAsync(TestNode county, Lane lane = Lane.Alarm) => Eventually.True("all acknowledged is compared", async () =>
    {
        var shown = await LinkTests.LaneAsync(county, "up", lane);
        return shown.TryGetProperty("comparedThrough", out var through) && through.ValueKind == JsonValueKind.Number && through.GetInt64() == shown.GetProperty("acknowledged").GetInt64();
    }, TimeSpan.FromSeconds(30));

    private static async Task<IReadOnlyList<GapFound>> GapsAsync(TestNode county) =>
        [.. (await county.Log.ReadAsync(Lane.Alarm, 0, 100, ["federation.gap-found.v1"], LogScope.All, default)).Events.Select(envelope => (GapFound)EventJson.Read(envelope))];
}
