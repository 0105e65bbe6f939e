using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Cluster.Tests.Backups;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Upgrades;

/// <summary>The next release starts on the data of the one before, also when it was killed while it brought the tables up to date.</summary>
public abstract class UpgradeContract : IAsyncLifetime
{
    private readonly TestFolder folder = new();

    protected abstract string Database { get; }

    protected string Data => folder["node"];

    public virtual async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Data);
        await OlderDatabase.MakeAsync(Database);
    }

    public virtual ValueTask DisposeAsync()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_next_release_keeps_the_data_of_the_one_before()
    {
        await using var node = await Node().ReadyAsync();

        await IsUpgradedAsync(node);
    }

    [Fact]
    public async Task A_release_killed_in_the_middle_of_a_migration_has_done_nothing_or_all_of_it_and_the_next_start_keeps_the_data()
    {
        await KillInTheMiddleAsync();
        await using (var connection = await OlderDatabase.OpenAsync(Database))
        {
            var recorded = await OlderDatabase.RunAsync(connection, "select 1 from city_management_migrations where \"MigrationId\" = '202611230801_Components'") is not null;
            foreach (var table in (string[])["city_management_components", "city_management_component_imports"])
                Assert.Equal(recorded, await Kernel.Storage.RestoreMark.HasTableAsync(connection, table, default));
            Assert.False(recorded, "it was to be killed before the migration was committed");
        }

        await using var node = await Node().ReadyAsync();

        await IsUpgradedAsync(node);
    }

    [Fact]
    public async Task A_build_refuses_what_a_later_build_has_brought_up_to_date()
    {
        await using (var connection = await OlderDatabase.OpenAsync(Database))
            await OlderDatabase.RunAsync(connection, "insert into federation_migrations (\"MigrationId\", \"ProductVersion\") values ('209901010101_Later', '99.0.0')");

        await using var node = Node();

        Assert.Equal(3, await node.ExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Contains("209901010101_Later", node.Output);
    }

    /// <summary>Starts a node and kills it between the first and the last statement of a migration.</summary>
    protected abstract Task KillInTheMiddleAsync();

    protected NodeProgram Node() => NodeProgram.Node("430481", Data, new Dictionary<string, string?> { ["Node:Database"] = Database, ["Node:Modules:0"] = "Federation", ["Node:Modules:1"] = "CityManagement" });

    private async Task IsUpgradedAsync(NodeProgram node)
    {
        var health = await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health");
        Assert.Equal(OlderDatabase.Epoch, health.GetProperty("epoch").GetInt64());
        await using var connection = await OlderDatabase.OpenAsync(Database);
        Assert.Equal(OlderDatabase.Events, Convert.ToInt32(await OlderDatabase.RunAsync(connection, "select count(*) from kernel_log where type = 'platform.normal-drilled.v1'"), null));
        Assert.Equal(7L, Convert.ToInt64(await OlderDatabase.RunAsync(connection, "select position from federation_policies where peer = '430400'"), null));
        foreach (var table in (string[])["city_management_components", "city_management_component_imports", "federation_backfills"])
            Assert.Equal(0, Convert.ToInt32(await OlderDatabase.RunAsync(connection, $"select count(*) from {table}"), null));

        var opened = await node.Http.PostAsJsonAsync("/api/city-management/v1/cases", new { kind = "occurrence", @class = "01", subClass = "002", description = "升级之后", division = "430481" });

        // The counter of the day goes on where the release before left it.
        Assert.True(opened.IsSuccessStatusCode, await opened.Content.ReadAsStringAsync());
        Assert.Equal($"430481{OlderDatabase.Today}00042", (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString());
    }
}

public sealed class SqliteUpgradeTests : UpgradeContract
{
    protected override string Database => Path.Combine(Data, "node.db");

    // Nobody can make SQLite's only writer wait in the middle. But whoever migrates says so in a table first: it is stopped
    // the moment that is seen, looked at, and killed if it has come no further.
    protected override async Task KillInTheMiddleAsync()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await using var node = Node();
            await using var connection = await OlderDatabase.OpenAsync(Database);
            while (!node.HasExited && !await IsMigratingAsync(connection))
            {
            }
            node.Freeze();
            var recorded = await OlderDatabase.RunAsync(connection, "select 1 from city_management_migrations where \"MigrationId\" = '202611230801_Components'") is not null;
            node.Kill();
            if (!recorded)
                return;
            // It was too quick for us: back to the release before.
            await connection.DisposeAsync();
            foreach (var file in Directory.EnumerateFiles(Data, "node.db*").ToList())
                File.Delete(file);
            await OlderDatabase.MakeAsync(Database);
        }
        Assert.Fail("A migration was never caught in the middle.");
    }

    private static async Task<bool> IsMigratingAsync(System.Data.Common.DbConnection connection)
    {
        try
        {
            return await OlderDatabase.RunAsync(connection, "select 1 from \"__EFMigrationsLock\"") is not null
                && await OlderDatabase.RunAsync(connection, "select 1 from federation_migrations where \"MigrationId\" = '202611230102_Backfills'") is not null;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }
}

public sealed class PostgresUpgradeTests : UpgradeContract
{
    private TestPostgres? database;

    protected override string Database => database!.ConnectionString;

    public override async ValueTask InitializeAsync()
    {
        database = await TestPostgres.CreateAsync();
        await base.InitializeAsync();
    }

    // Somebody else is making a table of the same name: the migration's own statement waits for that, its earlier ones done.
    protected override async Task KillInTheMiddleAsync()
    {
        await using var other = await OlderDatabase.OpenAsync(Database);
        await using var looking = await OlderDatabase.OpenAsync(Database);
        await using var transaction = await other.BeginTransactionAsync();
        await using (var create = Kernel.Storage.Sql.Query(other, "create table city_management_component_imports (id text)"))
        {
            create.Transaction = transaction;
            await create.ExecuteNonQueryAsync();
        }
        await using var node = Node();
        await Eventually.True("a migration that waits in the middle", async () => await OlderDatabase.RunAsync(looking,
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%city_management_component_imports%'") is not null, TimeSpan.FromSeconds(40));
        node.Kill();
        await transaction.RollbackAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
