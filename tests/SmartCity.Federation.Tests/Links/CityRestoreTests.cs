using System.Net.Http.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests.Links;

/// <summary>Databases that were put back or lost, at either end: what still exists anywhere is back where it belongs.</summary>
public sealed class CityRestoreTests
{
    [Fact]
    public async Task A_city_put_back_to_an_older_state_says_so_and_takes_back_from_its_counties_what_it_had_asked_them()
    {
        await using var city = await TestCity.StartAsync();
        var (county, _) = await city.StartCountyAsync("430481");
        await using var _1 = county;
        var (other, _) = await city.StartCountyAsync("430421");
        await using var _2 = other;
        await AskBothAsync(city.Node, 1, 3);
        await AppendAsync(county, 1, 5);
        await ReachedAsync(county, other, 3);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 5);
        var backup = await city.BackUpAsync();
        await AskBothAsync(city.Node, 4, 6);
        await AppendAsync(county, 6, 9);
        await ReachedAsync(county, other, 6);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 9);

        await city.PutBackAsync(backup);
        await AskBothAsync(city.Node, 7, 15);
        await LinkTests.StateAsync(county, "down", Lane.Normal, "diverged");
        await LinkTests.StateAsync(city.Node, "down", Lane.Normal, "diverged");
        Assert.Equal(6, (await NumbersAsync(county)).Count);

        var declared = await city.Node.Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "恢复昨日备份" });
        Assert.True(declared.IsSuccessStatusCode, await declared.Content.ReadAsStringAsync());

        await ReachedAsync(county, other, 15);
        await LinkTests.StateAsync(county, "down", Lane.Normal, "flowing");
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 9);
        foreach (var node in (TestNode[])[county, other])
            Assert.Equal(Enumerable.Range(1, 15), await NumbersAsync(node));
        var home = await RestoreTests.AskedAsync(city.Node, LogScope.All);
        foreach (var audience in (string[])["430481", "430421"])
        {
            var own = home.Where(envelope => envelope.Audience == audience).ToList();
            Assert.Equal(Enumerable.Range(1, 15), RestoreTests.Numbers(own).Order());
            Assert.Equal([4, 5, 6], RestoreTests.Numbers([.. own.Where(envelope => envelope.Recovered)]).Order());
        }
    }

    [Fact]
    public async Task A_county_whose_database_was_lost_has_its_own_events_again_and_does_nothing_twice_that_it_had_answered()
    {
        await using var city = await TestCity.StartAsync();
        var data = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var (county, line) = await city.StartCountyAsync("430481", data: data);
        await RestoreTests.AskAsync(city.Node, "430481", 3);
        await Eventually.True("three requests", async () => (await RestoreTests.AskedAsync(county)).Count == 3);
        await AnswerAsync(county, (await RestoreTests.AskedAsync(county))[0], 1);
        await AppendAsync(county, 2, 12);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 12);
        await county.DisposeAsync();

        foreach (var file in Directory.GetFiles(data, "node.db*"))
            File.Delete(file);
        (county, _) = await city.StartCountyAsync("430481", data: data, line: line);
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Alarm, "flowing");
        await AppendAsync(county, 13, 14);

        await Eventually.True("all fourteen at the city", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 14);
        Assert.Equal(Enumerable.Range(1, 14), RestoreTests.Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Order());
        Assert.Equal(Enumerable.Range(1, 14), RestoreTests.Numbers(await LinkTests.ArrivedAsync(county, Lane.Alarm)).Order());
        await Eventually.True("the three requests again", async () => (await RestoreTests.AskedAsync(county)).Count == 3);
        Assert.Equal([true, false, false], (await RestoreTests.AskedAsync(county)).Select(envelope => envelope.Recovered));
    }

    [Fact]
    public async Task A_county_put_back_to_a_backup_older_than_its_last_restore_takes_back_what_it_made_in_both_epochs()
    {
        await using var city = await TestCity.StartAsync();
        var (data, backup) = (Directory.CreateTempSubdirectory("smartcity-test-").FullName, Directory.CreateTempSubdirectory("smartcity-test-").FullName);
        var (county, line) = await city.StartCountyAsync("430481", data: data);
        await AppendAsync(county, 1, 3);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 3);
        await county.DisposeAsync();
        RestoreTests.Copy(data, backup);
        (county, _) = await city.StartCountyAsync("430481", data: data, line: line);
        await AppendAsync(county, 4, 6);
        await LinkTests.AllArriveAsync(county, city.Node, Lane.Alarm, 6);
        await county.Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "第一次" });
        await AppendAsync(county, 7, 9);
        await Eventually.True("nine at the city", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 9);
        await county.DisposeAsync();

        (county, _) = await city.StartCountyAsync("430481", data: backup, line: line);
        await using var _1 = county;
        await LinkTests.StateAsync(county, "up", Lane.Alarm, "superseded");
        await LinkTests.StateAsync(city.Node, "up", Lane.Alarm, "dark");
        await county.Http.PostAsJsonAsync("/api/federation/v1/restores", new { reason = "第二次" });
        await AppendAsync(county, 10, 11);

        await Eventually.True("eleven at the city", async () => (await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Count == 11);
        Assert.Equal(Enumerable.Range(1, 11), RestoreTests.Numbers(await LinkTests.ArrivedAsync(city.Node, Lane.Alarm)).Order());
        Assert.Equal(Enumerable.Range(1, 11), RestoreTests.Numbers(await LinkTests.ArrivedAsync(county, Lane.Alarm)).Order());
    }

    private static async Task AskBothAsync(TestNode city, int from, int to)
    {
        for (var number = from; number <= to; number++)
            foreach (var audience in (string[])["430481", "430421"])
                await RestoreTests.AskAsync(city, audience, 1, number);
    }

    private static Task AnswerAsync(TestNode county, EventEnvelope asked, int number) => county.Store.WriteAsync(Lane.Alarm, write =>
    {
        write.Append(EventLog.Envelope(LinkTests.Drill(number), TimeProvider.System.GetUtcNow(), cause: Cause.Of("test", asked)));
        return Task.CompletedTask;
    }, default);

    private static async Task AppendAsync(TestNode node, int from, int to)
    {
        for (var number = from; number <= to; number++)
            await node.Log.AppendAsync(LinkTests.Drill(number), default);
    }

    private static async Task ReachedAsync(TestNode county, TestNode other, int count)
    {
        foreach (var node in (TestNode[])[county, other])
            await Eventually.True($"{count} requests at {node.Id}", async () => (await NumbersAsync(node)).Count >= count, TimeSpan.FromSeconds(40));
    }

    private static async Task<List<int>> NumbersAsync(TestNode node) => [.. RestoreTests.Numbers(await RestoreTests.AskedAsync(node)).Order()];
}
