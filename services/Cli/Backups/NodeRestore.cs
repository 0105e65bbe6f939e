using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmartCity.Kernel.Storage;

namespace SmartCity.Cli.Backups;

/// <summary>
/// Puts a backup into an empty place. The database is marked before it can be used, so that the first start opens a new
/// epoch: whoever restores cannot forget to say so. Nothing that is there is ever overwritten; what broke off is run again.
/// </summary>
internal static class NodeRestore
{
    public static async Task RunAsync(string folder, BackupManifest manifest, NodePlace node, string? tools, string reason, CancellationToken cancellation)
    {
        if (node.OnPostgres != (manifest.Store == BackupManifest.Postgres))
            throw new Failure($"The backup is of a node on {manifest.Store}, and --database names {(node.OnPostgres ? "PostgreSQL" : "a SQLite file")}. A backup goes back to the store it came from.", Failure.WrongUsage);
        await manifest.CheckFilesAsync(folder, cancellation);
        RefuseForeignKeys(folder, manifest, node);
        var who = Environment.UserName is { Length: > 0 } name ? name : "smartcity restore";
        if (node.OnPostgres)
            await PutPostgresAsync(folder, manifest, node, tools, reason, who, cancellation);
        else
            await PutSqliteAsync(folder, manifest, node, reason, who, cancellation);
    }

    private static void RefuseForeignKeys(string folder, BackupManifest manifest, NodePlace node)
    {
        foreach (var key in manifest.Keys)
            if (Path.Combine(node.Data, key.Name) is var there && File.Exists(there) && !File.ReadAllBytes(there).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, key.Name))))
                throw new Failure($"{there} exists and is another key than the backup's. Restore into an empty folder: nothing is overwritten.");
    }

    private static void PutKeys(string folder, BackupManifest manifest, NodePlace node)
    {
        Directory.CreateDirectory(node.Data);
        foreach (var key in manifest.Keys)
            if (Path.Combine(node.Data, key.Name) is var there && !File.Exists(there))
                Private.Copy(Path.Combine(folder, key.Name), there);
    }

    // Made beside its place and marked there: a file of that name is never one without the mark.
    private static async Task PutSqliteAsync(string folder, BackupManifest manifest, NodePlace node, string reason, string who, CancellationToken cancellation)
    {
        foreach (var there in new[] { node.Database, node.Database + "-wal", node.Database + "-journal" }.Where(File.Exists))
            throw new Failure($"{there} exists. Restore into an empty folder: nothing is overwritten. Keep the old one until the node has caught up.");
        PutKeys(folder, manifest, node);
        var part = node.Database + ".part";
        File.Delete(part);
        Private.Copy(Path.Combine(folder, manifest.Database), part);
        await using (var database = SqliteBackup.Open(part, SqliteOpenMode.ReadWrite))
            await RestoreMark.PlaceAsync(database, reason, who, cancellation);
        Compare(manifest, (await SqliteBackup.CheckAsync(part, cancellation)).Lanes, part);
        Private.Flush(part);
        File.Move(part, node.Database);
    }

    private static async Task PutPostgresAsync(string folder, BackupManifest manifest, NodePlace node, string? tools, string reason, string who, CancellationToken cancellation)
    {
        await CreateIfMissingAsync(node.Database, cancellation);
        await using var database = await PostgresBackup.OpenAsync(node.Database, cancellation);
        var program = PostgresTools.Find("pg_restore", Math.Max(database.PostgreSqlVersion.Major, Major(manifest)), tools);
        await RefuseUnlessEmptyAsync(database, cancellation);
        PutKeys(folder, manifest, node);
        await RestoreMark.PlaceAsync(database, reason, who, cancellation);
        await PostgresTools.RunAsync(program, node.Database, ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", Path.Combine(folder, manifest.Database)], cancellation);
        Compare(manifest, await PostgresBackup.LanesAsync(database, cancellation), "the restored database");
    }

    private static int Major(BackupManifest manifest) => int.TryParse(manifest.StoreVersion.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;

    private static async Task CreateIfMissingAsync(string database, CancellationToken cancellation)
    {
        try
        {
            await using var probe = await PostgresBackup.OpenAsync(database, cancellation);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            var name = new NpgsqlConnectionStringBuilder(database).Database!;
            await using var server = await PostgresBackup.OpenAsync(new NpgsqlConnectionStringBuilder(database) { Database = "postgres" }.ToString(), cancellation);
            await PostgresBackup.ScalarAsync(server, $"create database \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\" template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'", cancellation);
        }
    }

    private static async Task RefuseUnlessEmptyAsync(NpgsqlConnection database, CancellationToken cancellation)
    {
        var tables = await PostgresBackup.ScalarAsync(database, $"""
            select string_agg(relname, ', ' order by relname) from (
                select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'S', 'v', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\_%' and c.relname <> '{RestoreMark.Table}'
                order by c.relname limit 5) as tables
            """, cancellation);
        if (tables is string names)
            throw new Failure($"The database {database.Database} is not empty; it has {names}. Restore into an empty database, or name one that does not exist yet: nothing is overwritten.");
    }

    private static void Compare(BackupManifest manifest, IReadOnlyDictionary<string, long> lanes, string what)
    {
        foreach (var (lane, position) in manifest.Lanes)
            if (lanes.GetValueOrDefault(lane) != position)
                throw new Failure($"Lane {lane} of {what} ends at {lanes.GetValueOrDefault(lane)}, and the manifest says {position}. Do not start a node on it; take another backup.");
    }
}
