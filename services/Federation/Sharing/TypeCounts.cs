using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Sharing;

/// <summary>What was let out to a peer of one type, and what was not.</summary>
/// <param name="Type">The type.</param>
/// <param name="Shared">Events let out.</param>
/// <param name="SharedBytes">Their data.</param>
/// <param name="Withheld">Events of the type that the policy of their time withheld.</param>
/// <param name="First">When the first of either was recorded.</param>
/// <param name="Last">When the last was.</param>
internal sealed record TypeCount(string Type, long Shared, long SharedBytes, long Withheld, DateTimeOffset First, DateTimeOffset Last)
{
    internal long LastPosition { get; init; }
}

/// <summary>Counts by type what is shared, as the log grows.</summary>
internal sealed class TypeCounts(SharingPolicies policies, NodeStore store, NodeInfo node)
{
    public async Task<IReadOnlyDictionary<string, TypeCount>> ReadAsync(string peer, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select type, shared, shared_bytes, withheld, first_recorded, last_recorded, last_position from federation_type_counts where peer = @p0", peer);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var counts = new Dictionary<string, TypeCount>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellation))
            counts.Add(row.GetString(0), new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), Instant.FromMicroseconds(row.GetInt64(4)), Instant.FromMicroseconds(row.GetInt64(5))) { LastPosition = row.GetInt64(6) });
        return counts;
    }

    /// <summary>Counts one piece of the log. Each event is judged by the policy in force at its position.</summary>
    public async Task CountAsync(LogScan scan, LogPiece piece, string peer, CancellationToken cancellation)
    {
        var found = new List<(TypeCount Count, bool Shared)>();
        await using (var connection = await store.OpenReadAsync(cancellation))
            foreach (var part in SharingPolicies.Parts(await policies.ListAsync(peer, cancellation), piece.After, piece.Through))
                found.AddRange((await ByTypeAsync(connection, piece.Lane, part.After, part.Through, peer, cancellation)).Select(count => (count, !part.Policy.WithheldTypes.Contains(count.Type))));
        await store.WriteAsync(Lane.Bulk, async write =>
        {
            foreach (var (count, shared) in found)
                await AddAsync(write, peer, count, shared);
            await scan.DoneAsync(write, piece);
        }, cancellation);
    }

    private async Task<List<TypeCount>> ByTypeAsync(DbConnection connection, Lane lane, long after, long through, string peer, CancellationToken cancellation)
    {
        await using var command = connection.Query("""
            select type, count(*), coalesce(sum(length(data)), 0), min(recorded), max(recorded), max(position) from kernel_log
            where lane = @p0 and position > @p1 and position <= @p2 and origin = @p3 and recovered = 0 and (audience is null or audience = @p4) group by type
            """, (int)lane, after, through, node.Id, peer);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var counts = new List<TypeCount>();
        while (await row.ReadAsync(cancellation))
            if (EventTypes.Find(row.GetString(0)) is { } type && type.Travels.HasFlag(Travels.Up))
                counts.Add(new(type.Name, row.GetInt64(1), Convert.ToInt64(row.GetValue(2), null), 0, Instant.FromMicroseconds(row.GetInt64(3)), Instant.FromMicroseconds(row.GetInt64(4))) { LastPosition = row.GetInt64(5) });
        return counts;
    }

    private static Task AddAsync(WriteTransaction write, string peer, TypeCount count, bool shared) => write.ExecuteAsync("""
        insert into federation_type_counts (peer, type, shared, shared_bytes, withheld, first_recorded, last_recorded, last_position) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)
        on conflict (peer, type) do update set shared = federation_type_counts.shared + excluded.shared, shared_bytes = federation_type_counts.shared_bytes + excluded.shared_bytes,
            withheld = federation_type_counts.withheld + excluded.withheld, last_recorded = excluded.last_recorded, last_position = excluded.last_position
        """, peer, count.Type, shared ? count.Shared : 0, shared ? count.SharedBytes : 0, shared ? 0 : count.Shared, Instant.ToMicroseconds(count.First), Instant.ToMicroseconds(count.Last), count.LastPosition);
}
