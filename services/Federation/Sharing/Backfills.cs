using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>A named back-fill: events an earlier policy withheld, shared after all.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Peer">Who is told.</param>
/// <param name="Types">The types shared.</param>
/// <param name="RecordedFrom">From here on…</param>
/// <param name="RecordedThrough">…through here.</param>
/// <param name="Lane">The lane being gone through.</param>
/// <param name="Position">How far in that lane.</param>
/// <param name="Sent">Events sent so far.</param>
/// <param name="Done">When all was sent; null while it goes on.</param>
/// <param name="Reason">Why.</param>
internal sealed record Backfill(
    string Id, string Peer, IReadOnlyList<string> Types, DateTimeOffset RecordedFrom, DateTimeOffset RecordedThrough,
    Lane Lane, long Position, long Sent, DateTimeOffset? Done, string Reason)
{
    /// <summary>Whether an event is one of those it shares.</summary>
    public bool Covers(EventEnvelope envelope) => Types.Contains(envelope.Type) && envelope.RecordedTime >= RecordedFrom && envelope.RecordedTime <= RecordedThrough;
}

/// <summary>The back-fills decided here. The decision is an event; the progress a row.</summary>
internal sealed class BackfillList(NodeStore store, NodeInfo node, TimeProvider clock)
{
    public async Task<string> DecideAsync(string peer, IReadOnlyList<string> types, DateTimeOffset from, DateTimeOffset through, string reason, string caller, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        await store.WriteAsync(Lane.Normal, async write =>
        {
            write.Append(EventLog.Envelope(new BackfillDecided(id, peer, types, from, through, reason, caller, node.Id, now), now));
            await write.ExecuteAsync("""
                insert into federation_backfills (id, peer, types, recorded_from, recorded_through, lane, position, sent, reason, caller, at)
                values (@p0, @p1, @p2, @p3, @p4, 0, 0, 0, @p5, @p6, @p7)
                """, id, peer, JsonSerializer.Serialize(types), Instant.ToMicroseconds(from), Instant.ToMicroseconds(through), reason, caller, Instant.ToMicroseconds(now));
        }, cancellation);
        return id;
    }

    public async Task<IReadOnlyList<Backfill>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select id, peer, types, recorded_from, recorded_through, lane, position, sent, done, reason from federation_backfills order by id");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var list = new List<Backfill>();
        while (await row.ReadAsync(cancellation))
            list.Add(new(row.GetString(0), row.GetString(1), JsonSerializer.Deserialize<string[]>(row.GetString(2))!, Instant.FromMicroseconds(row.GetInt64(3)), Instant.FromMicroseconds(row.GetInt64(4)),
                (Lane)row.GetInt32(5), row.GetInt64(6), row.GetInt64(7), row.IsDBNull(8) ? null : Instant.FromMicroseconds(row.GetInt64(8)), row.GetString(9)));
        return list;
    }

    public Task SaveAsync(Backfill backfill, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Bulk, write => write.ExecuteAsync("update federation_backfills set lane = @p0, position = @p1, sent = @p2, done = @p3 where id = @p4",
            (int)backfill.Lane, backfill.Position, backfill.Sent, backfill.Done is { } done ? Instant.ToMicroseconds(done) : null, backfill.Id), cancellation);
}
