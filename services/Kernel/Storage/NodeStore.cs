using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// The node's one database. Reads open a connection of their own; every write goes through <see cref="WriteAsync{T}"/>,
/// which runs the work and the appending of its events in one transaction. No transaction stays open across an await of
/// anything but the database.
/// </summary>
public abstract class NodeStore : IAsyncDisposable
{
    private static readonly AsyncLocal<bool> Writing = new();

    /// <summary>Who this log belongs to and since when; known after <see cref="OpenAsync"/>.</summary>
    public LogIdentity Identity { get; protected set; } = LogIdentity.None;

    /// <summary>Signalled after a commit that appended to a lane.</summary>
    public LogSignal Signal { get; } = new();

    /// <summary>Refuses appends lane by lane while the disk fills; everything is let in until a guard is set.</summary>
    public Func<Lane, bool> Admits { get; set; } = _ => true;

    /// <summary>Called when the database says that its disk is full; returns whether room was made, so that trying again helps at once.</summary>
    internal Func<bool> DiskFull { get; set; } = () => false;

    /// <summary>Some lane is refused: the store is to take as little room as it can.</summary>
    internal bool DiskShort { get; set; }

    /// <summary>Bytes inside the database's files that are free to be written again, and bytes that are committed and will still take room on the volume.</summary>
    internal virtual (long Reusable, long Owed) Room() => (0, 0);

    /// <summary>Whether an error says that the database's disk is full.</summary>
    internal abstract bool IsDiskFull(Exception exception);

    /// <summary>Opens the database, brings the Kernel's own tables up to date and reads or draws the log's identity.</summary>
    public abstract Task OpenAsync(string nodeId, CancellationToken cancellation);

    /// <summary>
    /// Opens a new epoch: this database was put back to an earlier state, and what is appended from now on must not be
    /// mistaken for what the lost part held. The event given is the first of the new epoch.
    /// </summary>
    public async Task DeclareRestoreAsync(Func<LogIdentity, LogIdentity, EventEnvelope> tell, CancellationToken cancellation)
    {
        var before = Identity;
        Identity = await WriteAsync(Lane.Emergency, async write =>
        {
            var last = Convert.ToInt64(await write.ScalarAsync("select coalesce(max(last), 0) from (select max(position) as last from kernel_log union all select max(through_position) from kernel_tombstones) as ends"), null);
            var after = before with { Epoch = LogIdentity.DrawEpoch(write.Now, before.Epoch), PreviousEpoch = before.Epoch, EpochAfter = last };
            await write.ExecuteAsync("update kernel_node set epoch = @p0, previous_epoch = @p1, epoch_after = @p2, opened = @p3", after.Epoch, after.PreviousEpoch, after.EpochAfter, Instant.ToMicroseconds(write.Now));
            write.Identify(after);
            write.Append(tell(before, after));
            return after;
        }, cancellation);
    }

    /// <summary>Points a module's context at this database for reading.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="history">The module's own table of applied migrations.</param>
    public abstract void Configure(DbContextOptionsBuilder options, string history);

    /// <summary>After a write: what the same context reads next comes from a connection of its own again.</summary>
    internal virtual void BackToReading(Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade database) => database.SetDbConnection(null);

    /// <summary>Brings a module's tables up to date; the only change of structure there is.</summary>
    public abstract Task MigrateAsync(DbContext db, CancellationToken cancellation);

    /// <summary>Opens a connection for reading; the caller disposes it.</summary>
    public abstract Task<DbConnection> OpenReadAsync(CancellationToken cancellation);

    /// <summary>
    /// Runs <paramref name="work"/> in a write transaction of its own and commits it together with the events it appended.
    /// The work may run only against the database it is given.
    /// </summary>
    /// <param name="urgency">On SQLite, the place in the queue for the only writer.</param>
    /// <param name="work">The changes. Throwing rolls all of it back.</param>
    /// <param name="cancellation">Stops waiting; once committing, the commit is finished.</param>
    /// <exception cref="InvalidOperationException">Called inside another write of the same flow.</exception>
    /// <exception cref="LogFullException">The disk is too full for a lane that was appended to.</exception>
    public async Task<T> WriteAsync<T>(Lane urgency, Func<WriteTransaction, Task<T>> work, CancellationToken cancellation)
    {
        if (Writing.Value)
            throw new InvalidOperationException("A write was begun inside another write: collect the changes and write once.");
        Writing.Value = true;
        try
        {
            return await WriteCoreAsync(urgency, work, cancellation);
        }
        catch (Exception exception) when (IsDiskFull(exception))
        {
            throw new DiskFullException(DiskFull(), exception);
        }
        finally
        {
            Writing.Value = false;
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Lane urgency, Func<WriteTransaction, Task> work, CancellationToken cancellation) =>
        WriteAsync(urgency, async transaction =>
        {
            await work(transaction);
            return true;
        }, cancellation);

    /// <summary>Throws when the current flow is inside a write: for calls that wait for a write of somebody else.</summary>
    internal static void ThrowIfWriting(string caller)
    {
        if (Writing.Value)
            throw new InvalidOperationException($"{caller} waits for a commit of its own and was called inside an open write: append to the write instead.");
    }

    /// <summary>Throws <see cref="LogFullException"/> when an event's lane is refused at the moment.</summary>
    private protected void ThrowIfFull(WriteTransaction write)
    {
        if (write.MakesRoom)
            return;
        foreach (var appended in write.Appended)
            if (!Admits(appended.Lane))
                throw new LogFullException(appended.Lane);
    }

    /// <summary>Whether trying the same work again can help: a lock, a lost connection, an outdated version.</summary>
    public abstract bool IsTransient(Exception exception);

    private protected abstract Task<T> WriteCoreAsync<T>(Lane urgency, Func<WriteTransaction, Task<T>> work, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Who a log belongs to, and since when.</summary>
/// <param name="Node">The node's id.</param>
/// <param name="Epoch">Drawn when the database was created and at every declared restore; only ever rises for a node.</param>
/// <param name="PreviousEpoch">The epoch before the last declared restore; 0 if there was none.</param>
/// <param name="EpochAfter">Position after which this epoch began.</param>
public sealed record LogIdentity(string Node, long Epoch, long PreviousEpoch = 0, long EpochAfter = 0)
{
    /// <summary>Not opened yet.</summary>
    public static LogIdentity None { get; } = new("", 0);

    /// <summary>Draws an epoch: the wall clock in milliseconds, so that a later one is larger, and 20 random bits, so that two are never alike.</summary>
    public static long DrawEpoch(DateTimeOffset now, long previous) =>
        Math.Max(now.ToUnixTimeMilliseconds() << 20 | (uint)System.Security.Cryptography.RandomNumberGenerator.GetInt32(1 << 20), previous + 1);
}

/// <summary>The disk is too full to take more of a lane. Trying again helps once there is room.</summary>
public sealed class LogFullException(Lane lane) : Exception($"The disk of this node is too full for {lane} events; more urgent lanes still go through. Free space or shorten the retention, then try again.")
{
    /// <summary>The lane that was refused.</summary>
    public Lane Lane { get; } = lane;
}

/// <summary>The database's disk is full; nothing of the write was kept.</summary>
/// <param name="roomMade">The reserve was given back just now: trying again helps at once.</param>
/// <param name="inner">What the database said.</param>
public sealed class DiskFullException(bool roomMade, Exception inner)
    : Exception("The disk of this node's database is full. Free space on it, then try again; the node goes on by itself.", inner)
{
    /// <summary>The reserve was given back just now: trying again helps at once.</summary>
    public bool RoomMade { get; } = roomMade;
}
