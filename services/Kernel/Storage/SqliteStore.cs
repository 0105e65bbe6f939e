using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// The embedded store: one SQLite file a node in write-ahead mode, durable at every commit, one process. All writes share
/// one connection behind the <see cref="WriteGate"/>; every other connection is closed to writing by <c>query_only</c>.
/// </summary>
public sealed class SqliteStore(string path, TimeProvider clock) : NodeStore
{
    private const int PageSize = 8192;
    private const long FoldFrom = 8 << 20;
    private const long RestartFrom = 48 << 20;
    private readonly WriteGate gate = new();
    private readonly QueryOnly queryOnly = new();
    private SqliteConnection? writer;
    private SqliteLogWriter? log;
    private readonly CancellationTokenSource stopping = new();
    private Task checkpointing = Task.CompletedTask;
    private FileStream? ownership;

    /// <summary>The database file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Where all writers of the file queue.</summary>
    internal WriteGate Gate => gate;

    private string ConnectionString => new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 5 }.ToString();

    /// <inheritdoc/>
    public override async Task OpenAsync(string nodeId, CancellationToken cancellation)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        ownership = TakeOwnership();
        writer = new SqliteConnection(ConnectionString + ";Pooling=False");
        await writer.OpenAsync(cancellation);
        await RunAsync($"pragma page_size={PageSize}; pragma journal_mode=wal; pragma synchronous=full; pragma wal_autocheckpoint=0; pragma journal_size_limit=67108864; pragma cache_size=-32000; pragma temp_store=memory; drop table if exists \"__EFMigrationsLock\"", cancellation);
        Identity = await KernelSchema.OpenAsync(options => options.UseSqlite(writer, KernelSchema.History), writer, nodeId, clock, cancellation);
        log = new SqliteLogWriter(writer);
        checkpointing = Task.Run(() => CheckpointAsync(stopping.Token), cancellation);
    }

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string history) =>
        options.UseSqlite(ConnectionString, sqlite => sqlite.MigrationsHistoryTable(history)).AddInterceptors(queryOnly);

    internal override void BackToReading(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database)
    {
        database.SetDbConnection(null);
        database.SetConnectionString(ConnectionString);
    }

    /// <inheritdoc/>
    public override async Task MigrateAsync(DbContext db, CancellationToken cancellation)
    {
        using (await gate.EnterAsync(Lane.Emergency, cancellation))
        {
            db.Database.SetDbConnection(writer);
            // A process that was killed while migrating leaves EF's lock behind; this process owns the file alone.
            await RunAsync("drop table if exists \"__EFMigrationsLock\"", cancellation);
            await UpgradeAsync(db, cancellation);
        }
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenReadAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        QueryOnly.Apply(connection);
        return connection;
    }

    /// <inheritdoc/>
    public override bool IsTransient(Exception exception) => exception switch
    {
        // busy, locked, full, i/o error, cannot open
        SqliteException { SqliteErrorCode: 5 or 6 or 13 or 10 or 14 } => true,
        DbUpdateConcurrencyException or LogFullException or DiskFullException or TimeoutException or TryAgainException => true,
        DbUpdateException { InnerException: { } inner } => IsTransient(inner),
        _ => false,
    };

    internal override bool IsDiskFull(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 13 } => true,
        // no room to enlarge the index of the write-ahead log
        SqliteException { SqliteErrorCode: 10, SqliteExtendedErrorCode: 4874 } => true,
        DbUpdateException { InnerException: { } inner } => IsDiskFull(inner),
        _ => false,
    };

    internal override (long Reusable, long Owed) Room()
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        QueryOnly.Apply(connection);
        using var query = connection.Query("select freelist_count * page_size, page_count * page_size from pragma_freelist_count, pragma_page_count, pragma_page_size");
        using var pages = query.ExecuteReader();
        pages.Read();
        return (pages.GetInt64(0), Math.Max(0, pages.GetInt64(1) - new FileInfo(Path).Length));
    }

    private protected override async Task<T> WriteCoreAsync<T>(Lane urgency, Func<WriteTransaction, Task<T>> work, CancellationToken cancellation)
    {
        WriteTransaction write;
        T result;
        using (await gate.EnterAsync(urgency, cancellation))
        {
            await using var transaction = writer!.BeginTransaction(deferred: false);
            write = new WriteTransaction(writer, transaction, Identity, clock.GetUtcNow());
            result = await work(write);
            ThrowIfFull(write);
            log!.Append(write, () => gate.IsWanted(urgency));
            await write.NumberedAsync();
            transaction.Commit();
            if (DiskShort)
                await KeepWalShortAsync();
        }
        KernelMetrics.Count(write.Appended);
        foreach (var lane in write.Appended.Select(appended => appended.Lane).Distinct())
            Signal.Raise(lane);
        return result;
    }

    // The write-ahead log is folded into the file beside the writers, never inside somebody's commit.
    private async Task CheckpointAsync(CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync(cancellation);
        await using var command = (SqliteCommand)connection.Query("pragma wal_checkpoint(passive)");
        var wal = new FileInfo(Path + "-wal");
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            wal.Refresh();
            if (DiskShort)
                using (await gate.EnterAsync(Lane.Alarm, CancellationToken.None))
                    await KeepWalShortAsync();
            else if (wal is { Exists: true, Length: > FoldFrom } && await FoldAsync(command) > RestartFrom)
                await RestartWalAsync(command);
        }
    }

    // While writers never pause, the write-ahead log is never folded whole, and so never begun anew: it grows, and every sync
    // has to enlarge a file. What little came since the last folding is folded in a turn of its own.
    private async Task RestartWalAsync(SqliteCommand command)
    {
        using (await gate.EnterAsync(Lane.Bulk, CancellationToken.None))
            await FoldAsync(command);
    }

    // On a short disk the write-ahead log must not take the little there is. Only while no one writes is it folded whole,
    // and then written again from its beginning.
    private async Task KeepWalShortAsync()
    {
        if (new FileInfo(Path + "-wal") is not { Exists: true, Length: > 1 << 20 })
            return;
        await using var command = (SqliteCommand)writer!.Query("pragma wal_checkpoint(passive)");
        await FoldAsync(command);
    }

    /// <returns>How many bytes the write-ahead log in use holds, folded or not.</returns>
    private static async Task<long> FoldAsync(SqliteCommand checkpoint)
    {
        try
        {
            await using var row = await checkpoint.ExecuteReaderAsync(CancellationToken.None);
            return await row.ReadAsync(CancellationToken.None) ? row.GetInt64(1) * PageSize : 0;
        }
        catch (SqliteException)
        {
            // No room for it now, or a reader in the way: what is in the write-ahead log is as safe there, and the next turn tries again.
            return 0;
        }
    }

    private FileStream TakeOwnership()
    {
        try
        {
            return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException($"{Path} is in use by another process of this node. A SQLite node is one process: stop the other, or set Node:Database to PostgreSQL.", exception);
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = writer!.Query(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await checkpointing.ContinueWith(_ => { }, TaskScheduler.Default);
        stopping.Dispose();
        using (await gate.EnterAsync(Lane.Emergency, CancellationToken.None))
        {
            log?.Dispose();
            if (writer is not null)
                await writer.DisposeAsync();
            SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
            if (ownership is not null)
                await ownership.DisposeAsync();
        }
    }

    private sealed class QueryOnly : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Apply(connection);
            return Task.CompletedTask;
        }

        public static void Apply(DbConnection connection)
        {
            using var command = connection.Query("pragma query_only=1");
            command.ExecuteNonQuery();
        }
    }
}
