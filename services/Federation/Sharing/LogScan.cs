using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>A piece of a lane that is gone through once for some purpose.</summary>
internal sealed record LogPiece(Lane Lane, long After, long Through);

/// <summary>How far the log was gone through for a purpose; each position once, a piece at a time.</summary>
internal sealed class LogScan(NodeStore store, string purpose)
{
    private const long PieceSize = 10_000;
    private readonly Dictionary<Lane, long> positions = [];

    /// <summary>The next piece of a lane up to a position; null when there is none.</summary>
    public async Task<LogPiece?> NextAsync(Lane lane, long through, CancellationToken cancellation)
    {
        if (!positions.TryGetValue(lane, out var after))
            positions[lane] = after = await ReadAsync(lane, cancellation);
        return after >= through ? null : new(lane, after, Math.Min(through, (after / PieceSize + 1) * PieceSize));
    }

    /// <summary>Notes in the write that holds what came of it that a piece was gone through.</summary>
    public async Task DoneAsync(WriteTransaction write, LogPiece piece)
    {
        await write.ExecuteAsync("""
            insert into federation_counted (purpose, lane, position) values (@p0, @p1, @p2)
            on conflict (purpose, lane) do update set position = excluded.position
            """, purpose, (int)piece.Lane, piece.Through);
        positions.Remove(piece.Lane);
    }

    private async Task<long> ReadAsync(Lane lane, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select coalesce((select position from federation_counted where purpose = @p0 and lane = @p1), 0), coalesce((select min(position) - 1 from kernel_log where lane = @p1), 0)", purpose, (int)lane);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return Math.Max(row.GetInt64(0), row.GetInt64(1));
    }
}
