using System.Collections.Concurrent;
using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>What of a lane waits for a peer.</summary>
/// <param name="Made">Last position made.</param>
/// <param name="Events">Events let out and not acknowledged.</param>
/// <param name="Bytes">Their data.</param>
/// <param name="Oldest">When the oldest of them was recorded.</param>
internal sealed record Backlog(long Made, long Events, long Bytes, DateTimeOffset? Oldest);

/// <summary>
/// Counts backlogs without counting a million events again each time: what stands in the log does not change, so each piece
/// of it is counted once, and again only the piece into which an acknowledgement falls.
/// </summary>
internal sealed class Backlogs(NodeStore store, SharingPolicies policies, NodeInfo node)
{
    private const long PieceSize = 10_000;
    private readonly ConcurrentDictionary<(string Peer, string Direction, Lane Lane), Counted> counted = new();

    public async Task<Backlog> ReadAsync(string peer, string direction, Lane lane, long acknowledged, CancellationToken cancellation)
    {
        var mine = counted.GetOrAdd((peer, direction, lane), _ => new());
        await mine.Turn.WaitAsync(cancellation);
        try
        {
            return await ReadAsync(mine.Pieces, new(peer, direction, lane), acknowledged, cancellation);
        }
        finally
        {
            mine.Turn.Release();
        }
    }

    private async Task<Backlog> ReadAsync(LinkedList<Piece> pieces, Wanted wanted, long acknowledged, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var (head, floor) = await EndsAsync(connection, wanted.Lane, cancellation);
        // What a limit of retention dropped waits no more.
        var after = Math.Max(acknowledged, floor);
        if (pieces.First is { } first && after < first.Value.After)
            pieces.Clear();
        while (pieces.First is { } passed && passed.Value.Through <= after)
            pieces.RemoveFirst();
        if (pieces.First is { } cut && cut.Value.After < after)
            cut.Value = await CountAsync(connection, wanted, after, cut.Value.Through, cancellation);
        var through = pieces.Last?.Value.Through ?? after;
        while (through < head)
        {
            var more = await CountAsync(connection, wanted, through, Math.Min(head, (through / PieceSize + 1) * PieceSize), cancellation);
            if (pieces.Last is { } open && open.Value.Through % PieceSize != 0)
                open.Value = open.Value.With(more);
            else
                pieces.AddLast(more);
            through = more.Through;
        }
        return new(head, pieces.Sum(piece => piece.Events), pieces.Sum(piece => piece.Bytes), pieces.FirstOrDefault(piece => piece.Oldest is not null)?.Oldest is { } oldest ? Instant.FromMicroseconds(oldest) : null);
    }

    private async Task<Piece> CountAsync(DbConnection connection, Wanted wanted, long after, long through, CancellationToken cancellation)
    {
        var piece = new Piece(after, after, 0, 0, null);
        foreach (var (end, filter, parameters) in await FiltersAsync(wanted, after, through, cancellation))
        {
            await using var command = connection.Query($"select count(*), coalesce(sum(length(data)), 0), min(recorded) from kernel_log where lane = @p0 and position > @p1 and position <= @p2 and {filter}",
                [(int)wanted.Lane, piece.Through, end, .. parameters]);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            await row.ReadAsync(cancellation);
            piece = piece.With(new(piece.Through, end, row.GetInt64(0), Convert.ToInt64(row.GetValue(1), null), row.IsDBNull(2) ? null : row.GetInt64(2)));
        }
        return piece;
    }

    // Going up, each event is judged by the policy in force at its position: a piece is counted in as many parts as it has policies.
    private async Task<IReadOnlyList<(long Through, string Filter, object[] Parameters)>> FiltersAsync(Wanted wanted, long after, long through, CancellationToken cancellation)
    {
        if (wanted.Direction == LinkStates.Down)
            return [(through, "audience = @p3", [wanted.Peer])];
        return [.. SharingPolicies.Parts(await policies.ListAsync(wanted.Peer, cancellation), after, through)
            .Select(part => (part.Through, Filter(part.Policy), new object[] { node.Id, wanted.Peer }))];
    }

    private static string Filter(SharingPolicy policy)
    {
        var types = EventTypes.All.Where(type => type.Travels.HasFlag(Travels.Up)).Select(type => type.Name).Except(policy.WithheldTypes);
        return $"origin = @p3 and recovered = 0 and (audience is null or audience = @p4) and type in ({string.Join(',', types.Select(type => $"'{type}'").Append("''"))})";
    }

    private static async Task<(long Head, long Floor)> EndsAsync(DbConnection connection, Lane lane, CancellationToken cancellation)
    {
        await using var command = connection.Query("""
            select coalesce((select max(position) from kernel_log where lane = @p0), 0), coalesce((select max(through_position) from kernel_tombstones where lane = @p0 and subscriber = ''), 0)
            """, (int)lane);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private sealed record Wanted(string Peer, string Direction, Lane Lane);

    private sealed record Piece(long After, long Through, long Events, long Bytes, long? Oldest)
    {
        public Piece With(Piece more) => new(After, more.Through, Events + more.Events, Bytes + more.Bytes, Oldest ?? more.Oldest);
    }

    private sealed class Counted
    {
        public SemaphoreSlim Turn { get; } = new(1);

        public LinkedList<Piece> Pieces { get; } = new();
    }
}
