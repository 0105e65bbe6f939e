using Npgsql;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Backups;

public sealed class PostgresBackupTests : BackupContract
{
    private readonly Dictionary<string, string> restored = [];
    private TestPostgres? database;

    protected override string Store => "PostgreSQL";

    public override async ValueTask InitializeAsync()
    {
        database = await TestPostgres.CreateAsync();
        await base.InitializeAsync();
    }

    protected override string Database(string data) => database!.ConnectionString;

    // smartcity restore makes it where there is none.
    protected override string NewDatabase(string data)
    {
        if (!restored.TryGetValue(data, out var connection))
            restored[data] = connection = new NpgsqlConnectionStringBuilder(database!.ConnectionString) { Database = "test_" + Guid.NewGuid().ToString("N") }.ToString();
        return connection;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var connection in restored.Values)
            await TestPostgres.DropAsync(connection);
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Without_pg_dump_of_the_servers_version_the_command_says_what_it_needs_and_where_it_looked()
    {
        var empty = Directory.CreateTempSubdirectory("smartcity-no-pg-").FullName;
        var refused = await Smartcity.RunAsync("backup", "--data", Data, "--database", Database(Data), "--to", empty, "--pg-bin", empty);

        Assert.Equal(3, refused.Code);
        Assert.Contains("A pg_dump of PostgreSQL", refused.Errors);
        Assert.Contains("none was found", refused.Errors);
        Assert.Contains("--pg-bin", refused.Errors);
        Directory.Delete(empty, recursive: true);
    }

    [Fact]
    public async Task A_restore_that_broke_off_keeps_the_node_from_starting_and_is_simply_run_again()
    {
        var backups = Directory.CreateTempSubdirectory("smartcity-broken-").FullName;
        var backup = (await Smartcity.MustAsync("backup", "--data", Data, "--database", Database(Data), "--to", backups)).Split('\n')[0];
        var place = Path.Combine(backups, "restored");
        var connection = NewDatabase(place);
        // As it stands when pg_restore was killed: its one transaction left nothing but the mark that was there before it.
        await TestPostgres.CreateAsync(connection);
        await using (var mark = new NpgsqlConnection(connection))
        {
            await mark.OpenAsync();
            await Kernel.Storage.RestoreMark.PlaceAsync(mark, "broke off", "test", default);
        }
        var settings = new Dictionary<string, string?> { ["Node:Database"] = connection, ["Node:Modules:0"] = "Federation" };

        await using var early = NodeProgram.Node("430481", place, settings);
        Assert.Equal(3, await early.ExitAsync(TimeSpan.FromSeconds(40)));
        Assert.Contains("was begun and not finished", early.Output);
        await Smartcity.MustAsync("restore", backup, "--data", place, "--database", connection);
        await using var node = await NodeProgram.Node("430481", place, settings).ReadyAsync();
        Directory.Delete(backups, recursive: true);
    }
}
