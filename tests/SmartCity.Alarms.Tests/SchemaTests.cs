using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.TestKit;
using System.Net.Http.Json;

namespace SmartCity.Alarms.Tests;

/// <summary>The tables are what the model says, on both stores.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task On_SQLite_every_table_can_be_read_and_an_alarm_lives_in_it()
    {
        await using var node = await Sample.StartAsync();
        await LiveAsync(node);
    }

    [Fact]
    public async Task On_PostgreSQL_every_table_can_be_read_and_an_alarm_lives_in_it()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var node = await Sample.StartAsync(settings: new Dictionary<string, string?> { ["Node:Database"] = database.ConnectionString });
        await LiveAsync(node);
    }

    private static async Task LiveAsync(TestNode node)
    {
        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Exceeded("x-2"));
        await node.HappensAsync(Sample.Ended("x-2"));
        await node.HappensAsync(Sample.Ended("x-3"));
        await Eventually.True("one rings, one is over", async () => (await node.AlarmsAsync("ringing=true&text=PM&unacknowledged=true&from=2026-01-01T00:00:00Z")).Count == 1 && (await node.AlarmsAsync("state=closed")).Count == 1);
        foreach (var sort in new[] { "newest", "oldest", "updated", "urgent" })
            Assert.Equal(2, (await node.AlarmsAsync("sort=" + sort)).Count);
        Assert.True((await node.Http.DoAsync((await node.AlarmsAsync())[0].Id(), "acknowledge", "看到")).IsSuccessStatusCode);
        Assert.True((await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version = 0, rules = new[] { new { pattern = "x.*", action = "quiet" } } })).IsSuccessStatusCode);
        Assert.Empty((await node.Http.GetFromJsonAsync<System.Text.Json.JsonElement>($"{Sample.Route}/deliveries?state=failed")).GetProperty("items").EnumerateArray());
        var summary = await node.Http.GetFromJsonAsync<System.Text.Json.JsonElement>($"{Sample.Route}/summary");
        Assert.Equal(1, summary.GetProperty("acknowledged").GetInt32());

        await using var db = await node.Services.GetRequiredService<IDbContextFactory<AlarmsDbContext>>().CreateDbContextAsync();
        Assert.Equal(2, (await db.Alarms.ToListAsync()).Count);
        Assert.Equal(4, (await db.Lines.ToListAsync()).Count);
        Assert.Equal("exceedances/x-3", Assert.Single(await db.EarlyEnds.ToListAsync()).Matter);
        Assert.Equal("x.*", Assert.Single(await db.Rules.ToListAsync()).Pattern);
        Assert.Equal(1, Assert.Single(await db.RuleSets.ToListAsync()).Version);
        Assert.Equal(3, (await db.DutyEntries.ToListAsync()).Count);
        Assert.Single(await db.DutyImports.ToListAsync());
        Assert.Empty(await db.Deliveries.ToListAsync());
    }
}
