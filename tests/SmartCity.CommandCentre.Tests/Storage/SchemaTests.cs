using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Storage;

/// <summary>The hand-written tables hold what the entities map, on both stores.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Every_entity_set_can_be_read_on_SQLite()
    {
        await using var node = await TestSite.StartAsync();
        await ReadAllAsync(node);
    }

    [Fact]
    public async Task An_account_signs_in_on_PostgreSQL_and_every_entity_set_can_be_read()
    {
        await using var database = await TestPostgres.CreateAsync();
        await using var node = await TestSite.StartAsync(new Dictionary<string, string?> { ["Node:Database"] = database.ConnectionString });
        using var browser = await node.AccountAsync("wu", "supervisor");
        using var home = await browser.Http.GetAsync("/");
        Assert.Equal(System.Net.HttpStatusCode.OK, home.StatusCode);
        await ReadAllAsync(node);
    }

    private static async Task ReadAllAsync(TestNode node)
    {
        await using var db = await node.Services.GetRequiredService<IDbContextFactory<CommandCentreDbContext>>().CreateDbContextAsync();
        await db.Accounts.ToListAsync();
        await db.Grants.ToListAsync();
        await db.Sessions.ToListAsync();
        await db.CookieKeys.ToListAsync();
        await db.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<string>>().ToListAsync();
    }
}
