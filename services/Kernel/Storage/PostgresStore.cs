using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// The production store. Several processes of one node may share it. Events are appended at the end of a write under an
/// advisory transaction lock a lane, taken in rising order, so that positions become visible in order within a lane.
/// </summary>
public sealed class PostgresStore(string connectionString, TimeProvider clock) : NodeStore
{
    private const string Channel = "kernel_log";
    private const int LockClass = 0x5C17;
    private const int EpochLock = 100;
    private const int StartLock = 101;
    private readonly NpgsqlDataSource source = Build(connectionString);
    private readonly CancellationTokenSource stopping = new();
    private readonly string process = Guid.NewGuid().ToString("N");
    private readonly int[] notifyDue = new int[Lanes.All.Count];
    private Task listening = Task.CompletedTask;
    private Task notifying = Task.CompletedTask;

    private static NpgsqlDataSource Build(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { KeepAlive = 10, IncludeErrorDetail = false };
        // A process that is stopped in the middle of a commit must not hold the others up: no transaction of ours waits for anything but the database.
        if (string.IsNullOrEmpty(builder.Options))
            builder.Options = "-c idle_in_transaction_session_timeout=5s";
        return NpgsqlDataSource.Create(builder);
    }

    /// <inheritdoc/>
    public override async Task OpenAsync(string nodeId, CancellationToken cancellation)
    {
        await using (var connection = await source.OpenConnectionAsync(cancellation))
        {
            await RequireCollationAsync(connection, cancellation);
            Identity = await KernelSchema.OpenAsync(options => options.UseNpgsql(connection, KernelSchema.History), connection, nodeId, clock, cancellation);
        }
        listening = ListenAsync(stopping.Token);
        notifying = NotifyAsync(stopping.Token);
    }

    private static async Task RequireCollationAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Query("select datcollate from pg_database where datname = current_database()");
        var collation = (string)(await command.ExecuteScalarAsync(cancellation))!;
        if (collation is not ("C" or "C.UTF-8" or "POSIX"))
            throw new InvalidOperationException($"The database {connection.Database} has collation {collation}; both stores sort alike only with C: create it with \"create database … template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'\".");
    }

    /// <inheritdoc/>
    public override void Configure(DbContextOptionsBuilder options, string history) =>
        options.UseNpgsql(source, postgres => postgres.MigrationsHistoryTable(history));

    /// <inheritdoc/>
    public override Task MigrateAsync(DbContext db, CancellationToken cancellation) => UpgradeAsync(db, cancellation);

    internal override async Task<IAsyncDisposable> BeginStartAsync(CancellationToken cancellation)
    {
        // A connection of its own, outside the pool: the lock goes with it, also when the process is killed.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellation);
            await using var take = connection.Query($"select pg_advisory_lock({LockClass}, {StartLock})");
            take.CommandTimeout = (int)LongestMigration.TotalSeconds;
            await take.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private protected override async Task<LogIdentity> LockEpochAsync(WriteTransaction write, CancellationToken cancellation)
    {
        await write.ExecuteAsync($"select pg_advisory_xact_lock({LockClass}, {EpochLock})");
        return await KernelSchema.ReadIdentityAsync(write.Connection, cancellation);
    }

    /// <summary>Reads the epoch again: another process of the node may have declared a restore.</summary>
    internal async Task RefreshIdentityAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        Identity = await KernelSchema.ReadIdentityAsync(connection, cancellation);
    }

    /// <inheritdoc/>
    public override async Task<DbConnection> OpenReadAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

    /// <inheritdoc/>
    public override bool IsTransient(Exception exception) => exception switch
    {
        // full; ended by the administrator, a crash or for standing idle in a transaction; starting up
        PostgresException { SqlState: PostgresErrorCodes.DiskFull or "25P03" or "57P01" or "57P02" or "57P03" or "57P05" } => true,
        NpgsqlException { IsTransient: true } => true,
        DbUpdateConcurrencyException or LogFullException or DiskFullException or TimeoutException or TryAgainException => true,
        DbUpdateException { InnerException: { } inner } => IsTransient(inner),
        InvalidOperationException { InnerException: NpgsqlException inner } => IsTransient(inner),
        _ => false,
    };

    internal override bool IsDiskFull(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => true,
        DbUpdateException { InnerException: { } inner } => IsDiskFull(inner),
        _ => false,
    };

    private protected override async Task<T> WriteCoreAsync<T>(Lane urgency, Func<WriteTransaction, Task<T>> work, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var write = new WriteTransaction(connection, transaction, Identity, clock.GetUtcNow());
        var result = await work(write);
        if (write.Appended.Count > 0)
        {
            ThrowIfFull(write);
            await AppendOrRefreshAsync(connection, write, cancellation);
        }
        await write.NumberedAsync();
        await transaction.CommitAsync(CancellationToken.None);
        KernelMetrics.Count(write.Appended);
        foreach (var lane in write.Appended.Select(appended => appended.Lane).Distinct())
        {
            Signal.Raise(lane);
            Volatile.Write(ref notifyDue[(int)lane], 1);
        }
        return result;
    }

    private async Task AppendOrRefreshAsync(NpgsqlConnection connection, WriteTransaction write, CancellationToken cancellation)
    {
        try
        {
            await AppendAsync(connection, write, cancellation);
        }
        catch (TryAgainException)
        {
            await RefreshIdentityAsync(cancellation);
            throw;
        }
    }

    private static async Task AppendAsync(NpgsqlConnection connection, WriteTransaction write, CancellationToken cancellation)
    {
        var (positions, epoch) = await ReserveAsync(connection, write, cancellation);
        if (epoch != write.Epoch)
            throw new TryAgainException($"A restore was declared meanwhile: this write was made in epoch {write.Epoch:x}, and the node is in {epoch:x}.");
        var numbered = write.Appended.OrderBy(collected => collected.Lane).Select((collected, index) => collected with
        {
            Position = positions[index],
            OriginPosition = collected.OriginPosition == 0 ? positions[index] : collected.OriginPosition,
        }).ToList();
        if (await PostgresLogCopy.IsCheaperAsync(connection, numbered, cancellation))
        {
            await PostgresLogCopy.WriteAsync(connection, numbered, cancellation);
            write.Number(numbered, numbered.Count);
            return;
        }
        var kept = await InsertAsync(connection, numbered, cancellation);
        write.AlreadyThere = numbered.Count - kept.Count;
        write.Number(write.AlreadyThere == 0 ? numbered : [.. numbered.Where(envelope => kept.Contains(envelope.Position))], numbered.Count);
    }

    // The locks come first: a number drawn before its lane's lock could be committed after a higher one. The epoch is held
    // still meanwhile: another process of the node may be declaring a restore.
    private static async Task<(long[] Positions, long Epoch)> ReserveAsync(NpgsqlConnection connection, WriteTransaction write, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"select pg_advisory_xact_lock_shared({LockClass}, {EpochLock})"));
        foreach (var lane in write.Appended.Select(collected => (int)collected.Lane).Distinct().Order())
            batch.BatchCommands.Add(new($"select pg_advisory_xact_lock({LockClass}, {lane})"));
        batch.BatchCommands.Add(new("select epoch from kernel_node where id = 1"));
        batch.BatchCommands.Add(new($"select nextval('kernel_log_position') from generate_series(1, {write.Appended.Count})"));
        var positions = new long[write.Appended.Count];
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        for (var left = batch.BatchCommands.Count - 2; left > 0; left--)
            await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var epoch = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        for (var index = 0; await reader.ReadAsync(cancellation); index++)
            positions[index] = reader.GetInt64(0);
        return (positions, epoch);
    }

    private static async Task<HashSet<long>> InsertAsync(NpgsqlConnection connection, List<EventEnvelope> events, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("""
            insert into kernel_log (lane, position, type, subject, division, time, recorded, origin, epoch, origin_position,
                audience, valid_until, traceparent, correlation, causation, content_type, hops, recovered, data)
            select * from unnest($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19)
            on conflict do nothing returning position
            """, connection);
        void Add<T>(NpgsqlDbType type, Func<EventEnvelope, T> value) =>
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type, Value = events.ConvertAll(envelope => value(envelope)).ToArray() });
        Add(NpgsqlDbType.Integer, envelope => (int)envelope.Lane);
        Add(NpgsqlDbType.Bigint, envelope => envelope.Position);
        Add(NpgsqlDbType.Text, envelope => envelope.Type);
        Add(NpgsqlDbType.Text, envelope => envelope.Subject);
        Add(NpgsqlDbType.Text, envelope => envelope.Division);
        Add(NpgsqlDbType.Bigint, envelope => Instant.ToMicroseconds(envelope.Time));
        Add(NpgsqlDbType.Bigint, envelope => Instant.ToMicroseconds(envelope.RecordedTime));
        Add(NpgsqlDbType.Text, envelope => envelope.Origin);
        Add(NpgsqlDbType.Bigint, envelope => envelope.Epoch);
        Add(NpgsqlDbType.Bigint, envelope => envelope.OriginPosition);
        Add(NpgsqlDbType.Text, envelope => envelope.Audience);
        Add(NpgsqlDbType.Bigint, envelope => envelope.ValidUntil is { } until ? Instant.ToMicroseconds(until) : (long?)null);
        Add(NpgsqlDbType.Text, envelope => envelope.TraceParent);
        Add(NpgsqlDbType.Text, envelope => envelope.CorrelationId);
        Add(NpgsqlDbType.Text, envelope => envelope.CausationId);
        Add(NpgsqlDbType.Text, envelope => envelope.ContentType == EventEnvelope.Json ? null : envelope.ContentType);
        Add(NpgsqlDbType.Text, envelope => envelope.Hops);
        Add(NpgsqlDbType.Integer, envelope => envelope.Recovered ? 1 : 0);
        Add(NpgsqlDbType.Bytea, envelope => envelope.Data.ToArray());
        var kept = new HashSet<long>(events.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            kept.Add(reader.GetInt64(0));
        return kept;
    }

    // One notification a lane and 20 ms: NOTIFY inside the commit would serialise all commits of the server.
    private async Task NotifyAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellation);
                for (var lane = 0; lane < notifyDue.Length; lane++)
                    if (Interlocked.Exchange(ref notifyDue[lane], 0) == 1)
                    {
                        await using var command = source.CreateCommand($"select pg_notify('{Channel}', '{lane} {process}')");
                        await command.ExecuteNonQueryAsync(cancellation);
                    }
            }
            catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or System.Net.Sockets.SocketException or IOException)
            {
                // The poll of each second stands in for a lost notification.
            }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                connection.Notification += (_, notification) =>
                {
                    if (!notification.Payload.EndsWith(process, StringComparison.Ordinal))
                        Signal.Raise((Lane)(notification.Payload[0] - '0'));
                };
                await using (var listen = connection.Query("listen " + Channel))
                    await listen.ExecuteNonQueryAsync(cancellation);
                while (!cancellation.IsCancellationRequested)
                    await connection.WaitAsync(cancellation);
            }
            catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException or System.Net.Sockets.SocketException or IOException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            }
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(listening, notifying);
        stopping.Dispose();
        await source.DisposeAsync();
    }
}
