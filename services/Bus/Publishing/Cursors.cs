using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Publishing;

/// <summary>How far a topic's events of a lane were confirmed.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Position">Everything up to here has left, or was none of the topic's.</param>
/// <param name="Updated">When it last moved.</param>
/// <param name="Published">Events confirmed since the topic began.</param>
/// <param name="Unrouted">Those of them for which no queue was bound.</param>
internal sealed record Cursor(string Topic, Lane Lane, long Position, DateTimeOffset Updated, long Published, long Unrouted);

/// <summary>The cursors of this node's topics.</summary>
internal sealed class Cursors(NodeStore store, EventLog log)
{
    public async Task<IReadOnlyList<Cursor>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select topic, lane, position, updated, published, unrouted from bus_cursors order by topic, lane");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<Cursor>();
        while (await row.ReadAsync(cancellation))
            all.Add(new(row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2), Instant.FromMicroseconds(row.GetInt64(3)), row.GetInt64(4), row.GetInt64(5)));
        return all;
    }

    /// <summary>The cursor, begun where the settings say when the topic is new.</summary>
    public async Task<Cursor> LoadAsync(TopicOptions topic, Lane lane, CancellationToken cancellation)
    {
        if (await FindAsync(topic.Name, lane, cancellation) is { } found)
            return found;
        // What retention has taken long ago is no gap for a topic that begins now.
        var begin = topic.Begin == TopicBegin.Now ? await log.HeadAsync(lane, cancellation) : (await log.ReadAsync(lane, 0, 1, null, LogScope.All, cancellation)).Floor;
        await store.WriteAsync(lane, write => write.ExecuteAsync(
            "insert into bus_cursors (topic, lane, position, updated, published, unrouted) values (@p0, @p1, @p2, @p3, 0, 0) on conflict do nothing",
            topic.Name, (int)lane, begin, Instant.ToMicroseconds(write.Now)), cancellation);
        return (await FindAsync(topic.Name, lane, cancellation))!;
    }

    /// <summary>Moves a cursor, unless another process of the node moved it meanwhile.</summary>
    /// <returns>The cursor as it is now.</returns>
    public async Task<Cursor?> MoveAsync(Cursor before, long position, int published, int unrouted, CancellationToken cancellation) =>
        await store.WriteAsync(before.Lane, async write => await write.ExecuteAsync("""
            update bus_cursors set position = @p0, updated = @p1, published = published + @p2, unrouted = unrouted + @p3
            where topic = @p4 and lane = @p5 and position = @p6
            """, position, Instant.ToMicroseconds(write.Now), (long)published, (long)unrouted, before.Topic, (int)before.Lane, before.Position) == 1
            ? before with { Position = position, Updated = write.Now, Published = before.Published + published, Unrouted = before.Unrouted + unrouted }
            : null, cancellation);

    private async Task<Cursor?> FindAsync(string topic, Lane lane, CancellationToken cancellation) =>
        (await ListAsync(cancellation)).FirstOrDefault(cursor => cursor.Topic == topic && cursor.Lane == lane);
}
