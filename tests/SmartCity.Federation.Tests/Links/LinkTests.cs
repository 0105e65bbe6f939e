using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

public sealed class LinkTests
{
    [Fact]
    public async Task What_happens_in_a_county_is_in_the_citys_log_once_and_in_order()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;

        for (var number = 1; number <= 300; number++)
            await county.Log.AppendAsync(Drill(number), default);

        await AllArriveAsync(county, city.Node, Lane.Alarm, 300);
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_the_line_is_cut_again_and_again()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481", new Dictionary<string, string?> { ["Federation:BatchEvents"] = "50" });
        await using var _1 = county;

        var writing = Task.Run(async () =>
        {
            for (var number = 1; number <= 2000; number++)
                await county.Log.AppendAsync(Drill(number), default);
        });
        for (var cut = 0; cut < 4; cut++)
        {
            await Task.Delay(300);
            line.Cut();
            await Task.Delay(300);
            line.Restore();
        }
        await writing;

        await AllArriveAsync(county, city.Node, Lane.Alarm, 2000);
    }

    [Fact]
    public async Task A_large_batch_is_in_the_citys_log_once_and_in_order_though_alarms_of_the_city_come_between()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        line.Cut();
        await county.Log.AppendAsync([.. Enumerable.Range(1, 9000).Select(number => EventLog.Envelope(new BulkDrilled("d", number, "tester", "430481", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch))], default);
        using var enough = new CancellationTokenSource();
        var alarms = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var number = 1; !enough.IsCancellationRequested; number++)
                await city.Node.Log.AppendAsync(Drill(number), default);
        })).ToList();

        line.Restore();

        await Eventually.True("all arrive", async () => (await BulkAsync(city.Node)).Count >= 9000, TimeSpan.FromSeconds(60));
        await enough.CancelAsync();
        await Task.WhenAll(alarms);
        Assert.Equal((await BulkAsync(county)).Select(envelope => envelope.Id), (await BulkAsync(city.Node)).Select(envelope => envelope.Id));
        await Eventually.True("the county knows", async () => (await LaneAsync(county, "up", Lane.Bulk)).GetProperty("backlogEvents").GetInt64() == 0);
    }

    private static async Task<IReadOnlyList<EventEnvelope>> BulkAsync(TestNode node) =>
        (await node.Log.ReadAsync(Lane.Bulk, 0, 100_000, ["platform.bulk-drilled.v1"], LogScope.All, default)).Events;

    [Fact]
    public async Task A_county_that_started_again_goes_on_where_it_was()
    {
        await using var city = await TestCity.StartAsync();
        var data = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var (county, line) = await city.StartCountyAsync("430481", data: data);
        await county.Log.AppendAsync(Drill(1), default);
        await AllArriveAsync(county, city.Node, Lane.Alarm, 1);
        await county.DisposeAsync();

        (county, _) = await city.StartCountyAsync("430481", data: data, line: line);
        await using var _1 = county;
        await county.Log.AppendAsync(Drill(2), default);

        await AllArriveAsync(county, city.Node, Lane.Alarm, 2);
    }

    [Fact]
    public async Task A_revoked_county_is_let_in_no_more_and_both_sides_say_so()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await county.Log.AppendAsync(Drill(1), default);
        await AllArriveAsync(county, city.Node, Lane.Alarm, 1);

        var revoked = await city.Node.Http.PostAsJsonAsync("/api/federation/v1/nodes/430481/revoke", new { reason = "测试停用" });
        await county.Log.AppendAsync(Drill(2), default);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await StateAsync(county, "up", Lane.Alarm, "refused");
        await StateAsync(city.Node, "up", Lane.Alarm, "refused");
        Assert.Single(await ArrivedAsync(city.Node, Lane.Alarm));
    }

    [Fact]
    public async Task A_cut_line_turns_the_link_dark_on_both_sides_with_the_reason()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await StateAsync(city.Node, "up", Lane.Alarm, "flowing");
        await StateAsync(county, "up", Lane.Alarm, "flowing");

        line.Cut();
        await county.Log.AppendAsync(Drill(1), default);

        await StateAsync(county, "up", Lane.Alarm, "dark");
        await StateAsync(city.Node, "up", Lane.Alarm, "dark");
        var lane = await LaneAsync(county, "up", Lane.Alarm);
        Assert.True(lane.GetProperty("backlogEvents").GetInt64() >= 1);
        Assert.False(string.IsNullOrEmpty(lane.GetProperty("detail").GetString()));
    }

    [Fact]
    public async Task A_line_that_is_cut_and_restored_is_two_events_with_all_lanes_in_them()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await ToldAsync(county, "Flowing");
        await ToldAsync(city.Node, "Flowing");

        line.Cut();
        var (dark, alsoDark) = (await ToldAsync(county, "Dark"), await ToldAsync(city.Node, "Dark"));
        line.Restore();
        await ToldAsync(county, "Flowing", 2);
        await ToldAsync(city.Node, "Flowing", 2);

        foreach (var change in (LinkStateChanged[])[dark, alsoDark])
        {
            Assert.Equal(8, change.Changes!.Count);
            Assert.All(change.Changes, lane => Assert.Equal("Dark", lane.State));
            Assert.False(string.IsNullOrEmpty(change.Detail));
        }
        Assert.Equal(["Flowing", "Dark", "Flowing"], (await ChangesAsync(county)).Select(change => change.State));
        Assert.Equal(["Flowing", "Dark", "Flowing"], (await ChangesAsync(city.Node)).Select(change => change.State));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(-9)]
    public async Task A_command_holds_from_its_receipt_on_however_the_countys_wall_clock_stands_or_is_moved(int hours)
    {
        var clock = new MovedClock();
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481", clock: clock);
        await using var _1 = county;
        clock.Move(TimeSpan.FromHours(hours));
        await RestoreTests.AskAsync(city.Node, "430481", 1);
        var asked = await Eventually.Get("the request", async () => (await RestoreTests.AskedAsync(county)).FirstOrDefault(), TimeSpan.FromSeconds(30));
        var validity = county.Services.GetRequiredService<Validity>();

        Assert.Equal(ValidityVerdict.Holds, validity.Of(asked));
        Assert.InRange(asked.ValidUntil!.Value - validity.Now, TimeSpan.FromMinutes(58), TimeSpan.FromMinutes(60));
        clock.Move(TimeSpan.FromHours(-2 * hours));
        Assert.Equal(ValidityVerdict.Holds, validity.Of(asked));
    }

    private static async Task<IReadOnlyList<LinkStateChanged>> ChangesAsync(TestNode node) =>
        [.. (await node.Log.ReadAsync(Lane.Alarm, 0, 100, ["federation.link-state-changed.v1"], LogScope.All, default)).Events.Select(envelope => (LinkStateChanged)EventJson.Read(envelope))];

    private static Task<LinkStateChanged> ToldAsync(TestNode node, string state, int times = 1) =>
        Eventually.Get($"{node.Id} tells {state}", async () => (await ChangesAsync(node)).Where(change => change.State == state).Skip(times - 1).FirstOrDefault());

    [Fact]
    public async Task A_county_reached_around_the_gateway_gives_nothing_away()
    {
        await using var city = await TestCity.StartAsync();
        using var nobody = city.Node.Client(null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsJsonAsync("/api/federation/v1/hello", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/api/federation/v1/links")).StatusCode);
    }

    internal static AlarmDrilled Drill(int number) => new("drill", number, "tester", "430481", DateTimeOffset.UnixEpoch);

    internal static async Task AllArriveAsync(TestNode county, TestNode city, Lane lane, int count)
    {
        await Eventually.True($"{count} events of {lane} at the city", async () => (await ArrivedAsync(city, lane)).Count >= count, TimeSpan.FromSeconds(60));
        var made = (await county.Log.ReadAsync(lane, 0, 100_000, ["platform.alarm-drilled.v1"], LogScope.All, default)).Events;
        var arrived = await ArrivedAsync(city, lane);
        Assert.Equal(made.Select(envelope => envelope.Id), arrived.Select(envelope => envelope.Id));
        Assert.All(made.Zip(arrived), pair => Assert.True(pair.First.Data.Span.SequenceEqual(pair.Second.Data.Span)));
    }

    internal static async Task<IReadOnlyList<EventEnvelope>> ArrivedAsync(TestNode city, Lane lane) =>
        (await city.Log.ReadAsync(lane, 0, 100_000, ["platform.alarm-drilled.v1"], LogScope.All, default)).Events;

    internal static Task StateAsync(TestNode node, string direction, Lane lane, string state) =>
        Eventually.True($"{node.Id} {direction} {lane} {state}", async () => (await LaneAsync(node, direction, lane)).GetProperty("state").GetString() == state);

    internal static async Task<JsonElement> LaneAsync(TestNode node, string direction, Lane lane)
    {
        var links = await node.Http.GetFromJsonAsync<JsonElement>("/api/federation/v1/links");
        return links[0].GetProperty("lanes").EnumerateArray().First(item => item.GetProperty("direction").GetString() == direction && item.GetProperty("lane").GetString() == lane.ToString().ToLowerInvariant());
    }
}
