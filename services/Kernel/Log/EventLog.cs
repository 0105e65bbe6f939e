using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>Which events of the log a reader wants.</summary>
public enum LogScope
{
    /// <summary>Events of this home for everybody, and events of any home addressed to this one: what a reaction acts on.</summary>
    Own,

    /// <summary>Events of all homes: for copies and figures.</summary>
    All,
}

/// <summary>What a read of the log found.</summary>
/// <param name="Events">The events, in the order of their positions.</param>
/// <param name="Through">Everything up to here was looked at: the next read goes on after it.</param>
public sealed record LogPage(IReadOnlyList<EventEnvelope> Events, long Through)
{
    /// <summary>Events of the lane up to here are no longer in the log; 0 when none was ever dropped.</summary>
    public long Floor { get; init; }
}

/// <summary>The node's log: what happened, in the order in which it was written down.</summary>
public sealed class EventLog : IAsyncDisposable
{
    private const int GroupLimit = 500;
    internal const string Columns = "position, type, subject, division, time, recorded, origin, epoch, origin_position, audience, valid_until, traceparent, correlation, causation, content_type, hops, recovered, data";
    private readonly NodeStore store;
    private readonly TimeProvider clock;
    private readonly Channel<Pending>[] groups = [.. Lanes.All.Select(_ => Channel.CreateBounded<Pending>(new BoundedChannelOptions(4096) { SingleReader = true }))];
    private readonly Task[] pumps;

    /// <summary>Over an opened store.</summary>
    public EventLog(NodeStore store, TimeProvider clock)
    {
        (this.store, this.clock) = (store, clock);
        pumps = [.. Lanes.All.Select(lane => Task.Run(() => PumpAsync(lane)))];
    }

    /// <summary>Who this log belongs to, and since when.</summary>
    public LogIdentity Identity => store.Identity;

    /// <summary>Makes the envelope of an event that happens now or at <paramref name="time"/>.</summary>
    public static EventEnvelope Envelope(IEvent data, DateTimeOffset time, string? audience = null, DateTimeOffset? validUntil = null, Cause? cause = null)
    {
        var type = EventTypes.Of(data.GetType());
        return new EventEnvelope
        {
            Lane = type.Lane,
            Type = type.Name,
            Subject = data.Subject,
            Division = data.Division,
            Time = time,
            Audience = audience,
            ValidUntil = validUntil,
            TraceParent = Activity.Current?.Id ?? cause?.TraceParent,
            CausationId = cause?.EventId,
            CorrelationId = cause?.CorrelationId,
            Data = EventJson.Write(data),
        };
    }

    /// <summary>
    /// Appends events that change no other state, many callers sharing one commit: for high-rate input. They are durable
    /// and visible when the task ends; all of one call are committed together.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called inside an open write.</exception>
    /// <exception cref="LogFullException">The disk is too full for the lane.</exception>
    public async Task AppendAsync(IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        NodeStore.ThrowIfWriting(nameof(AppendAsync));
        foreach (var lane in events.GroupBy(envelope => envelope.Lane))
        {
            if (!store.Admits(lane.Key))
                throw new LogFullException(lane.Key);
            var pending = new Pending([.. lane], new(TaskCreationOptions.RunContinuationsAsynchronously));
            var began = KernelMetrics.TimesAppender ? Stopwatch.GetTimestamp() : 0;
            await groups[(int)lane.Key].Writer.WriteAsync(pending, cancellation);
            await pending.Done.Task;
            if (began != 0)
                KernelMetrics.Waited(lane.Key, Stopwatch.GetElapsedTime(began));
        }
    }

    /// <inheritdoc cref="AppendAsync(IReadOnlyList{EventEnvelope}, CancellationToken)"/>
    public Task AppendAsync(IEvent data, CancellationToken cancellation) => AppendAsync([Envelope(data, clock.GetUtcNow())], cancellation);

    /// <summary>The last position of a lane; 0 when it is empty.</summary>
    public async Task<long> HeadAsync(Lane lane, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        return await HeadAsync(connection, lane, cancellation);
    }

    /// <summary>Reads events of a lane after a position. The page is buffered and the connection closed before it is returned.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="after">Read on after this position.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="types">Only these types; null for all.</param>
    /// <param name="scope">Own events or all.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<LogPage> ReadAsync(Lane lane, long after, int limit, IReadOnlyCollection<string>? types, LogScope scope, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var (head, floor) = await EndsAsync(connection, lane, cancellation);
        if (head <= after)
            return new LogPage([], after) { Floor = floor };
        var parameters = new List<object?> { (int)lane, after, head, limit };
        var filter = "";
        if (types is not null)
        {
            filter += $" and type in ({string.Join(',', types.Select((_, index) => "@p" + (index + parameters.Count)))})";
            parameters.AddRange(types);
        }
        if (scope == LogScope.Own)
        {
            filter += $" and (origin = @p{parameters.Count} and audience is null or audience = @p{parameters.Count})";
            parameters.Add(Identity.Node);
        }
        await using var command = connection.Query($"select {Columns} from kernel_log where lane = @p0 and position > @p1 and position <= @p2{filter} order by position limit @p3", [.. parameters]);
        var events = await ReadAllAsync(command, lane, Math.Min(limit, 1000), cancellation);
        return new LogPage(events, events.Count < limit ? head : events[^1].Position) { Floor = floor };
    }

    /// <summary>Reads events of a lane that are addressed to one node.</summary>
    public async Task<LogPage> ReadAddressedAsync(Lane lane, string audience, long after, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var head = await HeadAsync(connection, lane, cancellation);
        await using var command = connection.Query($"select {Columns} from kernel_log where audience = @p0 and lane = @p1 and position > @p2 and position <= @p3 order by position limit @p4", audience, (int)lane, after, head, limit);
        var events = await ReadAllAsync(command, lane, limit, cancellation);
        return new LogPage(events, events.Count < limit ? Math.Max(head, after) : events[^1].Position);
    }

    /// <summary>The event of that identity, or null.</summary>
    public async Task<EventEnvelope?> FindAsync(string origin, long epoch, long originPosition, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"select {Columns}, lane from kernel_log where origin = @p0 and epoch = @p1 and origin_position = @p2", origin, epoch, originPosition);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Read(row, (Lane)row.GetInt32(18)) : null;
    }

    /// <summary>Events of one origin, epoch and lane in the order of their home: what its ledger sums up, and what a node that lost them asks back.</summary>
    /// <param name="origin">The node that made them.</param>
    /// <param name="epoch">Epoch of its log.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="after">After this position of the origin's log…</param>
    /// <param name="through">…through this one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellation">Stops the read.</param>
    public async Task<IReadOnlyList<EventEnvelope>> ReadOriginAsync(string origin, long epoch, Lane lane, long after, long through, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"""
            select {Columns} from kernel_log
            where origin = @p0 and epoch = @p1 and origin_position > @p2 and origin_position <= @p3 and lane = @p4 order by origin_position limit @p5
            """, origin, epoch, after, through, (int)lane, limit);
        return await ReadAllAsync(command, lane, limit, cancellation);
    }

    /// <summary>Reads single events by position.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> ReadAtAsync(Lane lane, IReadOnlyCollection<long> positions, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"select {Columns} from kernel_log where lane = @p0 and position in ({string.Join(',', positions)}) order by position", (int)lane);
        return await ReadAllAsync(command, lane, positions.Count, cancellation);
    }

    /// <summary>Waits until the lane may hold something after a position, at most <paramref name="patience"/>. Take the signal before the read that found nothing.</summary>
    public async Task WaitAsync(Task signal, TimeSpan patience, CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(signal, Task.Delay(patience, clock, giveUp.Token));
        await giveUp.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>A task that ends at the next commit to the lane.</summary>
    public Task Next(Lane lane) => store.Signal.Next(lane);

    internal static async Task<long> HeadAsync(DbConnection connection, Lane lane, CancellationToken cancellation)
    {
        await using var command = connection.Query("select max(position) from kernel_log where lane = @p0", (int)lane);
        return await command.ExecuteScalarAsync(cancellation) is long head ? head : 0;
    }

    internal static async Task<(long Head, long Floor)> EndsAsync(DbConnection connection, Lane lane, CancellationToken cancellation)
    {
        await using var command = connection.Query("""
            select coalesce((select max(position) from kernel_log where lane = @p0), 0),
                   coalesce((select max(through_position) from kernel_tombstones where lane = @p0 and subscriber = ''), 0)
            """, (int)lane);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    internal static async Task<List<EventEnvelope>> ReadAllAsync(DbCommand command, Lane lane, int expected, CancellationToken cancellation)
    {
        var events = new List<EventEnvelope>(Math.Min(expected, 1000));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (row is SqliteDataReader sqlite)
            SqliteLogRows.ReadInto(events, sqlite, lane, cancellation);
        else
            while (await row.ReadAsync(cancellation))
                events.Add(Read(row, lane));
        return events;
    }

    private static EventEnvelope Read(DbDataReader row, Lane lane) => new()
    {
        Lane = lane,
        Position = row.GetInt64(0),
        Type = row.GetString(1),
        Subject = row.GetString(2),
        Division = row.GetString(3),
        Time = Instant.FromMicroseconds(row.GetInt64(4)),
        RecordedTime = Instant.FromMicroseconds(row.GetInt64(5)),
        Origin = row.GetString(6),
        Epoch = row.GetInt64(7),
        OriginPosition = row.GetInt64(8),
        Audience = Text(row, 9),
        ValidUntil = row.IsDBNull(10) ? null : Instant.FromMicroseconds(row.GetInt64(10)),
        TraceParent = Text(row, 11),
        CorrelationId = Text(row, 12),
        CausationId = Text(row, 13),
        ContentType = Text(row, 14) ?? EventEnvelope.Json,
        Hops = Text(row, 15),
        Recovered = row.GetInt32(16) != 0,
        Data = (byte[])row.GetValue(17),
    };

    private static string? Text(DbDataReader row, int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);

    private async Task PumpAsync(Lane lane)
    {
        var group = new List<Pending>();
        var reader = groups[(int)lane].Reader;
        while (await reader.WaitToReadAsync())
        {
            var rows = 0;
            for (; rows < GroupLimit && reader.TryRead(out var pending); rows += pending.Events.Count)
                group.Add(pending);
            KernelMetrics.Grouped(lane, rows);
            await CommitAsync(lane, group);
            group.Clear();
        }
    }

    private async Task CommitAsync(Lane lane, List<Pending> group)
    {
        try
        {
            await store.WriteAsync(lane, write =>
            {
                foreach (var envelope in group.SelectMany(pending => pending.Events))
                    write.Append(envelope);
                return Task.CompletedTask;
            }, CancellationToken.None);
            group.ForEach(pending => pending.Done.TrySetResult());
        }
        catch (DiskFullException full) when (full.RoomMade)
        {
            await CommitAsync(lane, group);
        }
        catch (Exception exception) when (group.Count == 1)
        {
            group[0].Done.TrySetException(exception);
        }
        catch (Exception)
        {
            // One bad event must not fail its neighbours: commit them one by one.
            foreach (var pending in group)
                await CommitAsync(lane, [pending]);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var group in groups)
            group.Writer.TryComplete();
        await Task.WhenAll(pumps);
    }

    private sealed record Pending(IReadOnlyList<EventEnvelope> Events, TaskCompletionSource Done);
}
