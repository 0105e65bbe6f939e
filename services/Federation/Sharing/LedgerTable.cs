using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>What comparing a block of the ledger showed.</summary>
internal enum LedgerState
{
    /// <summary>Both sides hold the same.</summary>
    Equal = 1,

    /// <summary>They differ and it could not be healed: a named loss.</summary>
    Lost = 2,

    /// <summary>A part was dropped by a limit of retention before it was compared; its tombstone accounts for it.</summary>
    Dropped = 3,
}

/// <summary>One block of the ledger as far as it was compared.</summary>
/// <param name="Peer">The other side.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Epoch">Epoch of our log.</param>
/// <param name="Block">The block of 10,000 positions.</param>
/// <param name="Through">Compared up to this position.</param>
/// <param name="Sent">Events we let out.</param>
/// <param name="Received">Events the other side holds.</param>
/// <param name="Healed">Events that were missing on one side and were brought there.</param>
/// <param name="Lost">Events that only one side holds and that could not be brought to the other.</param>
/// <param name="State">What it showed.</param>
/// <param name="Compared">When it was last compared.</param>
/// <param name="Detail">What was in the way; null when all is well.</param>
internal sealed record LedgerEntry(
    string Peer, Lane Lane, long Epoch, long Block, long Through, long Sent, long Received, long Healed, long Lost, LedgerState State, DateTimeOffset Compared, string? Detail)
{
    /// <summary>Epoch of the other side's log: after a restore there all is compared anew.</summary>
    internal long PeerEpoch { get; init; }

    /// <summary>Adds a further piece of the same block.</summary>
    public LedgerEntry With(LedgerEntry more) => more with
    {
        Sent = Sent + more.Sent,
        Received = Received + more.Received,
        Healed = Healed + more.Healed,
        Lost = Lost + more.Lost,
        State = State == LedgerState.Lost ? LedgerState.Lost : more.State == LedgerState.Equal ? State : more.State,
        Detail = more.Detail ?? Detail,
    };
}

/// <summary>The SQL of the ledger.</summary>
internal static class LedgerTable
{
    private const string Columns = "peer, lane, epoch, block, through, count, received, healed, lost, verified, compared, detail, peer_epoch";

    public static async Task<long> ComparedThroughAsync(NodeStore store, string peer, Lane lane, long epoch, long? peerEpoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select max(through) from federation_ledger where peer = @p0 and direction = 0 and lane = @p1 and epoch = @p2 and (@p3 = 0 or peer_epoch = @p3)", peer, (int)lane, epoch, peerEpoch ?? 0);
        return await command.ExecuteScalarAsync(cancellation) is long through ? through : -1;
    }

    public static async Task<LedgerEntry?> FindAsync(NodeStore store, string peer, Lane lane, long epoch, long block, CancellationToken cancellation) =>
        (await ListAsync(store, $"select {Columns} from federation_ledger where peer = @p0 and direction = 0 and lane = @p1 and epoch = @p2 and block = @p3", cancellation, peer, (int)lane, epoch, block)).FirstOrDefault();

    /// <summary>Entries, newest block first; of one lane and one state where these are given.</summary>
    public static Task<List<LedgerEntry>> ListAsync(NodeStore store, string peer, Lane? lane, LedgerState? state, (long Epoch, long Block, int Lane) before, int limit, CancellationToken cancellation) =>
        ListAsync(store, $"""
            select {Columns} from federation_ledger
            where peer = @p0 and direction = 0 and (@p1 < 0 or lane = @p1) and (@p2 = 0 or verified = @p2)
              and (epoch < @p3 or epoch = @p3 and (block < @p4 or block = @p4 and lane > @p5))
            order by epoch desc, block desc, lane limit @p6
            """, cancellation, peer, lane is { } one ? (int)one : -1, (int)(state ?? 0), before.Epoch, before.Block, before.Lane, limit);

    /// <summary>Events and blocks of a lane that are a named loss.</summary>
    public static async Task<(long Events, long Blocks)> LossesAsync(System.Data.Common.DbConnection connection, string peer, Lane lane, CancellationToken cancellation)
    {
        await using var command = connection.Query("select coalesce(sum(lost), 0), count(*) from federation_ledger where peer = @p0 and direction = 0 and lane = @p1 and verified = @p2", peer, (int)lane, (int)LedgerState.Lost);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (Convert.ToInt64(row.GetValue(0), null), row.GetInt64(1));
    }

    public static Task SaveAsync(WriteTransaction write, LedgerEntry entry) => write.ExecuteAsync("""
        insert into federation_ledger (peer, direction, lane, epoch, block, hash, through, count, received, healed, lost, verified, compared, detail, peer_epoch)
        values (@p0, 0, @p1, @p2, @p3, '', @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12)
        on conflict (peer, direction, lane, epoch, block) do update set through = excluded.through, count = excluded.count, received = excluded.received, healed = excluded.healed,
            lost = excluded.lost, verified = excluded.verified, compared = excluded.compared, detail = excluded.detail, peer_epoch = excluded.peer_epoch
        """, entry.Peer, (int)entry.Lane, entry.Epoch, entry.Block, entry.Through, entry.Sent, entry.Received, entry.Healed, entry.Lost, (int)entry.State, Instant.ToMicroseconds(entry.Compared), entry.Detail, entry.PeerEpoch);

    /// <summary>Notes which events of other nodes retention drops here, before they are gone.</summary>
    public static Task NoteDroppingAsync(WriteTransaction write, string self, Lane lane, long through) => write.ExecuteAsync("""
        insert into federation_dropped (peer, lane, epoch, through)
        select origin, lane, epoch, max(origin_position) from kernel_log where lane = @p0 and position <= @p1 and origin <> @p2 group by origin, lane, epoch
        on conflict (peer, lane, epoch) do update set through = case when excluded.through > federation_dropped.through then excluded.through else federation_dropped.through end
        """, (int)lane, through, self);

    /// <summary>Up to which position of its own log a peer's events were dropped here; null when none were.</summary>
    public static async Task<long?> DroppedAsync(NodeStore store, string peer, Lane lane, long epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select through from federation_dropped where peer = @p0 and lane = @p1 and epoch = @p2", peer, (int)lane, epoch);
        return await command.ExecuteScalarAsync(cancellation) is long through ? through : null;
    }

    /// <summary>Where our own log of a lane and epoch begins: the first position that is in it, and up to where retention dropped the lane.</summary>
    public static async Task<(long? First, long Floor)> BeginAsync(NodeStore store, string self, Lane lane, long epoch, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("""
            select (select min(origin_position) from kernel_log where origin = @p0 and epoch = @p1),
                   coalesce((select max(through_position) from kernel_tombstones where lane = @p2 and subscriber = ''), 0)
            """, self, epoch, (int)lane);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.IsDBNull(0) ? null : row.GetInt64(0), row.GetInt64(1));
    }

    private static async Task<List<LedgerEntry>> ListAsync(NodeStore store, string sql, CancellationToken cancellation, params object?[] parameters)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query(sql, parameters);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var entries = new List<LedgerEntry>();
        while (await row.ReadAsync(cancellation))
            entries.Add(new(row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8),
                (LedgerState)row.GetInt32(9), Instant.FromMicroseconds(row.GetInt64(10)), row.IsDBNull(11) ? null : row.GetString(11)) { PeerEpoch = row.GetInt64(12) });
        return entries;
    }
}
