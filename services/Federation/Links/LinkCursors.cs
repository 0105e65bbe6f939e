using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>A stored cursor: how far one side has come in a log.</summary>
internal sealed record StoredCursor(string Peer, Lane Lane, long Epoch, long Position, string? LastId, string? LastHash, DateTimeOffset At)
{
    public LinkCursor ToWire() => new(Epoch.ToString("x"), Position, LastId, LastHash);

    public static StoredCursor From(string peer, Lane lane, LinkCursor cursor, DateTimeOffset now) =>
        new(peer, lane, long.Parse(cursor.Epoch, System.Globalization.NumberStyles.HexNumber), cursor.Position, cursor.Id, cursor.Hash, now);
}

/// <summary>The cursors of links, always written in the transaction of the events they count.</summary>
internal static class LinkCursors
{
    /// <summary>How far we have received a peer's log.</summary>
    public static Task<StoredCursor?> ReceivedAsync(DbConnection connection, DbTransaction? transaction, string peer, Lane lane) =>
        OneAsync(connection, transaction, "select epoch, position, last_id, last_hash, at from federation_received where peer = @p0 and lane = @p1", peer, lane);

    /// <summary>How far a peer has acknowledged our log.</summary>
    public static Task<StoredCursor?> SentAsync(DbConnection connection, string peer, Lane lane) =>
        OneAsync(connection, null, "select epoch, position, null, last_hash, at from federation_sent where peer = @p0 and lane = @p1", peer, lane);

    public static Task SaveReceivedAsync(WriteTransaction write, StoredCursor cursor) => write.ExecuteAsync("""
        insert into federation_received (peer, lane, epoch, position, last_id, last_hash, at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
        on conflict (peer, lane) do update set epoch = excluded.epoch, position = excluded.position, last_id = excluded.last_id, last_hash = excluded.last_hash, at = excluded.at
        """, cursor.Peer, (int)cursor.Lane, cursor.Epoch, cursor.Position, cursor.LastId, cursor.LastHash, Instant.ToMicroseconds(write.Now));

    public static Task SaveSentAsync(WriteTransaction write, string peer, Lane lane, long epoch, long position, string? lastHash) => write.ExecuteAsync("""
        insert into federation_sent (peer, lane, epoch, position, last_hash, at) values (@p0, @p1, @p2, @p3, @p4, @p5)
        on conflict (peer, lane) do update set epoch = excluded.epoch, position = excluded.position, last_hash = excluded.last_hash, at = excluded.at
        """, peer, (int)lane, epoch, position, lastHash, Instant.ToMicroseconds(write.Now));

    private static async Task<StoredCursor?> OneAsync(DbConnection connection, DbTransaction? transaction, string sql, string peer, Lane lane)
    {
        await using var command = connection.Query(sql, peer, (int)lane);
        command.Transaction = transaction;
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync()
            ? new(peer, lane, row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), Instant.FromMicroseconds(row.GetInt64(4)))
            : null;
    }
}
