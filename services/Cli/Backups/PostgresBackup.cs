using System.Globalization;
using Npgsql;
using SmartCity.Contracts;

namespace SmartCity.Cli.Backups;

/// <summary>A node on PostgreSQL: pg_dump's custom format, of the very snapshot in which the ends of the log were read.</summary>
internal static class PostgresBackup
{
    // Who is up now: of no use to another life of the node, and harmful to it.
    private static readonly string[] OfTheMoment = ["kernel_leases", "kernel_silos", "kernel_silo_version", "kernel_processes"];

    public static async Task<(string Store, string Version, IReadOnlyDictionary<string, long> Lanes, string Epoch)> CopyAsync(string database, string folder, string? tools, CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(database, cancellation);
        var program = PostgresTools.Find("pg_dump", connection.PostgreSqlVersion.Major, tools);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var snapshot = (string)(await ScalarAsync(connection, "select pg_export_snapshot()", cancellation))!;
        if (await ScalarAsync(connection, $"select to_regclass('{Kernel.Storage.RestoreMark.Table}')::text", cancellation) is string)
            throw new Failure("This database was put back from a backup and its node has not run since. Start the node once, then make the backup.");
        var epoch = (long)(await ScalarAsync(connection, "select epoch from kernel_node", cancellation))!;
        var lanes = await LanesAsync(connection, cancellation);
        var dump = Path.Combine(folder, "node.dump");
        await PostgresTools.RunAsync(program, database,
            ["--format=custom", "--no-owner", "--no-privileges", "--no-sync", $"--snapshot={snapshot}", $"--file={dump}", .. OfTheMoment.Select(table => $"--exclude-table-data={table}")], cancellation);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(dump, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Private.Flush(dump);
        return (BackupManifest.Postgres, connection.PostgreSqlVersion.ToString(), lanes, epoch.ToString("x", CultureInfo.InvariantCulture));
    }

    public static async Task<NpgsqlConnection> OpenAsync(string database, CancellationToken cancellation)
    {
        // A dump takes its time, and this connection's transaction holds the snapshot meanwhile.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false, KeepAlive = 10, Options = "-c idle_in_transaction_session_timeout=0" }.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (NpgsqlException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public static async Task<IReadOnlyDictionary<string, long>> LanesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var lanes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var lane in Lanes.All)
            lanes.Add(lane.ToString(), await ScalarAsync(connection, $"select max(position) from kernel_log where lane = {(int)lane}", cancellation) is long head ? head : 0);
        return lanes;
    }

    public static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
