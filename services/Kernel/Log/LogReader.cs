using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>
/// Reads the log in a node's database without being the node: read-only, also while the node runs, for recounting what
/// happened. Opens nothing for writing and brings no table up to date.
/// </summary>
public sealed class LogReader : IAsyncDisposable
{
    private readonly DbConnection connection;

    private LogReader(DbConnection connection, LogIdentity identity) => (this.connection, Identity) = (connection, identity);

    /// <summary>Whose log it is.</summary>
    public LogIdentity Identity { get; private set; }

    /// <summary>Opens a database.</summary>
    /// <param name="database">A SQLite file, or a PostgreSQL connection string (with <c>Host=</c>).</param>
    /// <param name="cancellation">Stops the opening.</param>
    /// <exception cref="InvalidOperationException">There is no such file, or it is not a node's database.</exception>
    public static async Task<LogReader> OpenAsync(string database, CancellationToken cancellation)
    {
        var connection = Connect(database);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var command = connection.Query("select node, epoch, previous_epoch, epoch_after from kernel_node where id = 1");
            await using var row = await command.ExecuteReaderAsync(cancellation);
            if (!await row.ReadAsync(cancellation))
                throw new InvalidOperationException($"{database} is a node's database that no node has opened yet.");
            return new LogReader(connection, new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)));
        }
        catch (DbException wrong)
        {
            await connection.DisposeAsync();
            throw new InvalidOperationException($"{database} is not a node's database that can be read: {wrong.Message}", wrong);
        }
        catch (InvalidOperationException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads events of a lane after a position, oldest first.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="after">Read on after this position; 0 from the beginning.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyList<EventEnvelope>> ReadAsync(Lane lane, long after, int limit, CancellationToken cancellation)
    {
        await using var command = connection.Query($"select {EventLog.Columns} from kernel_log where lane = @p0 and position > @p1 order by position limit @p2", (int)lane, after, limit);
        return await EventLog.ReadAllAsync(command, lane, limit, cancellation);
    }

    /// <summary>The last position of a lane; 0 when it is empty.</summary>
    public async Task<long> HeadAsync(Lane lane, CancellationToken cancellation) => await EventLog.HeadAsync(connection, lane, cancellation);

    /// <summary>Events of a lane up to this position are no longer in the log; 0 when none was ever dropped.</summary>
    public async Task<long> FloorAsync(Lane lane, CancellationToken cancellation) => (await EventLog.EndsAsync(connection, lane, cancellation)).Floor;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private static DbConnection Connect(string database)
    {
        if (database.Contains("Host=", StringComparison.OrdinalIgnoreCase))
            return new NpgsqlConnection(database);
        if (!File.Exists(database))
            throw new InvalidOperationException($"There is no file {Path.GetFullPath(database)}; expected a node's database, for example .smartcity/430481/node.db.");
        return new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(database), Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 10 }.ToString());
    }
}
