using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// Says of a database that it was put back from a backup and that no node has run on it since. The table exists only in
/// between: it is placed before the data are, and the first start takes it away in the commit that opens the new epoch. So
/// however a restore or that start breaks off, no node ever goes on in the epoch of the backup.
/// </summary>
public static class RestoreMark
{
    /// <summary>Its name; no migration makes it.</summary>
    public const string Table = "kernel_restored";

    internal const string Remove = "drop table if exists " + Table;

    /// <summary>Places the mark, once.</summary>
    /// <param name="connection">An open connection to the database that is put back.</param>
    /// <param name="reason">Which backup, and why: for the audit.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task PlaceAsync(DbConnection connection, string reason, string by, CancellationToken cancellation)
    {
        if (!await HasTableAsync(connection, Table, cancellation))
        {
            await using var make = connection.Query("create table kernel_restored (id integer primary key, reason text not null, restored_by text not null)");
            await make.ExecuteNonQueryAsync(cancellation);
        }
        await using var say = connection.Query($"insert into {Table} (id, reason, restored_by) values (1, @p0, @p1) on conflict (id) do update set reason = excluded.reason, restored_by = excluded.restored_by", reason, by);
        await say.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Whether a table of that name is in the database.</summary>
    public static async Task<bool> HasTableAsync(DbConnection connection, string table, CancellationToken cancellation)
    {
        await using var command = connection.Query(connection is SqliteConnection
            ? "select 1 from sqlite_master where type = 'table' and name = @p0"
            : "select 1 where to_regclass(@p0) is not null", table);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>The mark; null when there is none.</summary>
    internal static async Task<(string Reason, string By)?> FindAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (!await HasTableAsync(connection, Table, cancellation))
            return null;
        await using var read = connection.Query($"select reason, restored_by from {Table} where id = 1");
        await using var row = await read.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (row.GetString(0), row.GetString(1)) : ("not said", "not said");
    }

    /// <exception cref="InvalidOperationException">A restore was begun here and its data never came.</exception>
    internal static async Task RefuseHalfDoneAsync(DbConnection connection, CancellationToken cancellation)
    {
        if (await HasTableAsync(connection, Table, cancellation) && !await HasTableAsync(connection, "kernel_node", cancellation))
            throw new InvalidOperationException("A restore into this database was begun and not finished: run smartcity restore again, then start the node.");
    }
}
