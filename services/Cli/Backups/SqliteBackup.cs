using Microsoft.Data.Sqlite;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Cli.Backups;

/// <summary>A node on SQLite: SQLite's own online backup, one read transaction long, beside the running node.</summary>
internal static class SqliteBackup
{
    public static async Task<(string Store, string Version, IReadOnlyDictionary<string, long> Lanes, string Epoch)> CopyAsync(string database, string folder, CancellationToken cancellation)
    {
        var copy = Path.Combine(folder, "node.db");
        string version;
        await using (var from = Open(database, SqliteOpenMode.ReadOnly))
        await using (var to = Open(copy, SqliteOpenMode.ReadWriteCreate))
        {
            from.BackupDatabase(to);
            version = to.ServerVersion;
            // One file that needs no other beside it.
            await RunAsync(to, "pragma journal_mode=delete", cancellation);
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Private.Flush(copy);
        var (lanes, epoch) = await CheckAsync(copy, cancellation);
        return (BackupManifest.Sqlite, version, lanes, epoch);
    }

    /// <summary>Reads a copy through and says how far its log goes.</summary>
    /// <exception cref="Failure">SQLite finds it damaged.</exception>
    public static async Task<(IReadOnlyDictionary<string, long> Lanes, string Epoch)> CheckAsync(string copy, CancellationToken cancellation)
    {
        await using (var connection = Open(copy, SqliteOpenMode.ReadOnly))
            if (await RunAsync(connection, "pragma integrity_check(1)", cancellation) is not "ok" and var wrong)
                throw new Failure($"{copy} is damaged: {wrong}. Take another backup.");
        await using var log = await LogReader.OpenAsync(copy, cancellation);
        return (await LanesAsync(log, cancellation), log.Identity.Epoch.ToString("x"));
    }

    public static async Task<IReadOnlyDictionary<string, long>> LanesAsync(LogReader log, CancellationToken cancellation)
    {
        var lanes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var lane in Lanes.All)
            lanes.Add(lane.ToString(), await log.HeadAsync(lane, cancellation));
        return lanes;
    }

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException wrong)
        {
            connection.Dispose();
            throw new Failure($"{path} cannot be opened: {wrong.Message}");
        }
    }

    private static async Task<string?> RunAsync(SqliteConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 3600;
        return (await command.ExecuteScalarAsync(cancellation))?.ToString();
    }
}
