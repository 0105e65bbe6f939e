using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

public sealed class RestoreTests
{
    [Fact]
    public async Task A_county_put_back_to_an_older_state_stops_says_so_and_after_the_declaration_has_everything_again()
    {
        await using var city = await TestCity.StartAsync();
        var (data, backup) = (Directory.CreateTempSubdirectory("smartcity-test-").FullName, Directory.CreateTempSubdirectory("smartcity-test-").FullName);
        var (county, line) = await city.StartCountyAsync("430481", data: data);
        await AppendAsync(county, 1, 10);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 10);
        await county.DisposeAsync();
        Copy(data, backup);
        (county, _) = await city.StartCountyAsync("430481", data: data, line: line);
        await AppendAsync(county, 11, 20);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 20);
        await county.DisposeAsync();

        // The disk is lost; yesterday's backup comes back, and the county works on offline past the city's cursor before anybody looks.
        line.Cut();
        (county, _) = await city.StartCountyAsync("430481", data: backup, line: line);
        await using var _1 = county;
        await AppendAsync(county, 21, 60);
        line.Restore();
        await LinkTests.StateAsync(county, "up", Lane.Alarm, "diverged");
        Assert.Equal(20, (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count);

        var declared = await county.Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "磁盘损坏,恢复昨日备份" });
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync());

        await AppendAsync(county, 61, 70);
        await Eventually.True("all 70 at the city", async () => Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 70, TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(1, 70), Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Order());
        var home = (await county.Log.ReadAsync(Lane.Alarm, 0, 1000, ["platform.alarm-drilled.v1"], LogScope.All, default)).Events;
        Assert.Equal(Enumerable.Range(1, 70), Numbers(home).Order());
        Assert.Equal(Enumerable.Range(11, 10), Numbers([.. home.Where(envelope => envelope.Recovered)]).Order());
    }

    [Fact]
    public async Task Of_two_twins_of_a_county_one_is_stopped_and_the_log_of_the_city_holds_one_story()
    {
        await using var city = await TestCity.StartAsync();
        var (data, copy) = (Directory.CreateTempSubdirectory("smartcity-test-").FullName, Directory.CreateTempSubdirectory("smartcity-test-").FullName);
        var (county, line) = await city.StartCountyAsync("430481", data: data);
        await AppendAsync(county, 1, 5);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 5);
        await county.DisposeAsync();
        Copy(data, copy);

        (county, _) = await city.StartCountyAsync("430481", data: data, line: line);
        await using var _1 = county;
        await AppendAsync(county, 6, 10);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 10);
        var (twin, _) = await city.StartCountyAsync("430481", data: copy);
        await using var _2 = twin;
        await AppendAsync(twin, 106, 140);

        await LinkTests.StateAsync(twin, "up", Lane.Alarm, "diverged");
        await AppendAsync(county, 11, 15);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 15);
    }

    [Fact]
    public async Task A_request_of_the_city_reaches_the_county_it_is_addressed_to_and_no_other()
    {
        await using var city = await TestCity.StartAsync();
        var (county, line) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        var (other, _) = await city.StartCountyAsync("430421");
        await using var _2 = other;
        await LinkTests.StateAsync(county, "down", Lane.Normal, "flowing");

        line.Cut();
        await AskAsync(city.Node, "430481", 5);
        await AskAsync(city.Node, "430421", 1);
        line.Restore();

        await Eventually.True("five requests at 430481", async () => (await AskedAsync(county)).Count == 5);
        await Eventually.True("one request at 430421", async () => (await AskedAsync(other)).Count == 1);
        Assert.All(await AskedAsync(county), envelope => Assert.Equal("430481", envelope.Audience));
        Assert.All(await AskedAsync(county), envelope => Assert.InRange(envelope.ValidUntil!.Value, TimeProvider.System.GetUtcNow().AddMinutes(50), TimeProvider.System.GetUtcNow().AddMinutes(61)));
    }

    [Fact]
    public async Task What_the_policy_withholds_is_not_let_out_from_the_decision_on_and_is_no_backlog()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await AppendAsync(county, 1, 3);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 3);

        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = new[] { "platform.alarm-drilled.v1" }, reason = "测试" });
        await AppendAsync(county, 4, 6);
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = Array.Empty<string>(), reason = "测试" });
        await AppendAsync(county, 7, 9);

        await Eventually.True("nine less three at the city", async () => Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Contains(9));
        Assert.Equal([1, 2, 3, 7, 8, 9], Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)));
    }

    [Fact]
    public async Task A_named_back_fill_shares_what_was_withheld_as_history()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = new[] { "platform.alarm-drilled.v1" }, reason = "测试" });
        await AppendAsync(county, 1, 6);
        await county.Http.PutAsJsonAsync("/api/federation/v1/policy", new { withheldTypes = Array.Empty<string>(), reason = "测试" });
        await AppendAsync(county, 7, 7);
        await Eventually.True("the seventh at the city", async () => Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Contains(7));

        var refused = await county.Http.PostAsJsonAsync("/api/federation/v1/backfills", new { types = new[] { "platform.alarm-drilled.v1" }, recordedFrom = DateTimeOffset.UnixEpoch });
        var decided = await county.Http.PostAsJsonAsync("/api/federation/v1/backfills", new { types = new[] { "platform.alarm-drilled.v1" }, recordedFrom = DateTimeOffset.UnixEpoch, reason = "补传演练记录" });

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.Equal(202, (int)decided.StatusCode);
        await Eventually.True("all seven at the city", async () => Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 7);
        Assert.All((await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Where(envelope => Numbers([envelope])[0] < 7), envelope => Assert.True(envelope.Recovered));
    }

    private static async Task AppendAsync(TestNode node, int from, int to)
    {
        for (var number = from; number <= to; number++)
            await node.Log.AppendAsync(LinkTests.Drill(number), default);
    }

    internal static Task AskAsync(TestNode node, string audience, int count, int first = 1) => node.Store.WriteAsync(Lane.Normal, write =>
    {
        for (var number = first; number < first + count; number++)
            write.Append(EventLog.Envelope(LinkTests.Drill(number), TimeProvider.System.GetUtcNow(), audience, TimeProvider.System.GetUtcNow().AddHours(1)) with { Lane = Lane.Normal, Type = "test.thing-asked.v1" });
        return Task.CompletedTask;
    }, default);

    internal static async Task<IReadOnlyList<EventEnvelope>> AskedAsync(TestNode node, LogScope scope = LogScope.Own) =>
        (await node.Log.ReadAsync(Lane.Normal, 0, 100, ["test.thing-asked.v1"], scope, default)).Events;

    internal static List<int> Numbers(IReadOnlyList<EventEnvelope> events) =>
        [.. events.Select(envelope => JsonSerializer.Deserialize<SmartCity.Contracts.Platform.AlarmDrilled>(envelope.Data.Span, EventJson.Options)!.Number)];

    internal static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
