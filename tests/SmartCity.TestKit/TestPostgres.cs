using Npgsql;

namespace SmartCity.TestKit;

/// <summary>A database of its own on the PostgreSQL server that eng/test started. Without a server a desk skips; CI fails.</summary>
public sealed class TestPostgres : IAsyncDisposable
{
    private readonly string server;
    private readonly string name = "test_" + Guid.NewGuid().ToString("N");

    private TestPostgres(string server) => this.server = server;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20 }.ToString();

    public static async Task<TestPostgres> CreateAsync()
    {
        var server = Environment.GetEnvironmentVariable("SMARTCITY_TEST_POSTGRES");
        if (string.IsNullOrEmpty(server))
        {
            Xunit.Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "SMARTCITY_TEST_POSTGRES is not set: eng/test starts a server and sets it.");
            Xunit.Assert.Skip("SMARTCITY_TEST_POSTGRES is not set: eng/test starts a server and sets it.");
        }
        var database = new TestPostgres(server!);
        await database.RunAsync($"create database {database.name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
        return database;
    }

    /// <summary>Makes the database a connection string names.</summary>
    public static Task CreateAsync(string connectionString) =>
        RunAsync(ServerOf(connectionString), $"create database \"{NameOf(connectionString)}\" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");

    /// <summary>Drops the database a connection string names, if there is one.</summary>
    public static async Task DropAsync(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync(ServerOf(connectionString), $"drop database if exists \"{NameOf(connectionString)}\" with (force)");
    }

    private static string NameOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database!;

    private static string ServerOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Database = "postgres", Pooling = false }.ToString();

    private Task RunAsync(string sql) => RunAsync(server, sql);

    private static async Task RunAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync($"drop database if exists {name} with (force)");
    }
}
