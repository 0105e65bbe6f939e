using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using SmartCity.CityManagement.Tests.Components;
using SmartCity.TestKit;

namespace SmartCity.CityManagement.Tests;

/// <summary>The tables are what the model says, on both stores.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task On_SQLite_every_table_can_be_read_and_a_case_lives_in_it()
    {
        await using var node = await Sample.StartAsync();

        await LiveAsync(node);
    }

    [Fact]
    public async Task On_PostgreSQL_every_table_can_be_read_and_a_case_lives_in_it()
    {
        var server = Environment.GetEnvironmentVariable("SMARTCITY_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "SMARTCITY_TEST_POSTGRES names no PostgreSQL server (a connection string of somebody who may create databases).");
        var name = "citymgmt_" + Guid.NewGuid().ToString("N");
        await RunAsync(server!, $"create database {name} template template0 lc_collate 'C' lc_ctype 'C.UTF-8'");
        var database = new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true }.ToString();
        try
        {
            await using var node = await Sample.StartAsync(settings: new Dictionary<string, string?> { ["Node:Database"] = database });
            await LiveAsync(node);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(server!, $"drop database {name} with (force)");
        }
    }

    private static async Task LiveAsync(TestNode node)
    {
        var first = await node.ReportAsync();
        var second = await node.ReportAsync(Sample.Report(Sample.InGridWithoutAnybody));
        await node.MustAsync(first, "accept");
        await node.MustAsync(first, "establish");
        await node.MustAsync(first, "dispatch");
        await node.Log.AppendAsync(Sample.Exceedance("x-1"), default);
        await node.Log.AppendAsync(Sample.Exceedance("x-1"), default);
        await Eventually.True("the case of the exceedance", async () => (await node.CasesAsync("text=PM2.5")).Count == 1);
        foreach (var sort in new[] { "newest", "oldest", "updated" })
            Assert.Equal(3, (await node.CasesAsync("sort=" + sort)).Count);
        Assert.Equal(2, (await node.CasesAsync("sort=deadline&overdue=false&state=dispatched&open=true")).Count);
        Assert.Equal("reported", (await node.CaseAsync(second))!.Value.State());
        Assert.Equal(3, (await node.CasesAsync("urgent=true")).Count + (await node.CasesAsync("urgent=false")).Count);
        var counts = await node.Http.GetFromJsonAsync<JsonElement>("/api/city-management/v1/cases/counts");
        Assert.Equal((3, 2, 1), (counts.GetProperty("open").GetInt32(), counts.GetProperty("states").GetProperty("dispatched").GetInt32(), counts.GetProperty("states").GetProperty("reported").GetInt32()));
        Assert.NotEmpty(counts.GetProperty("divisions")[0].GetProperty("updatedAt").GetString()!);

        Assert.Equal((3, 0, 0), await node.LoadAsync(Registry.All));
        Assert.Equal((0, 1, 2), await node.LoadAsync(Registry.All.Replace("林处", "艺处", StringComparison.Ordinal)));
        Assert.Equal([Registry.Cover], await node.IdsAsync($"division={Sample.County}&class=01&subClass=002&state=intact&text=排水&box=112,26,113,27&grid={Sample.Grid}"));
        Assert.Equal([Registry.Lamp, Registry.Tree], (await node.IdsAsync()).Skip(1));
        Assert.True((await node.Http.PostAsJsonAsync($"{Registry.Route}/{Registry.Cover}/state", new { state = "lost" })).IsSuccessStatusCode);

        var databases = node.Services.GetRequiredService<IDbContextFactory<CityManagementDbContext>>();
        await using var db = await databases.CreateDbContextAsync();
        Assert.Equal(3, (await db.Cases.ToListAsync()).Count);
        Assert.Equal(9, (await db.Steps.ToListAsync()).Count);
        Assert.Empty(await db.Requests.ToListAsync());
        Assert.Empty(await db.Contacts.ToListAsync());
        Assert.Single(await db.GridImports.ToListAsync());
        Assert.Equal(3, (await db.Components.ToListAsync()).Count);
        Assert.Equal(2, (await db.ComponentImports.ToListAsync()).Count);
    }

    private static async Task RunAsync(string server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
