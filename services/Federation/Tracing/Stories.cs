using System.Data.Common;
using SmartCity.Contracts;
using SmartCity.Federation.Sharing;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Tracing;

/// <summary>Which events belong to one story: an index of the log by correlation that costs its writers nothing.</summary>
internal sealed class Stories(NodeStore store)
{
    /// <summary>Notes the stories of one piece of the log, and forgets those whose events retention dropped.</summary>
    public async Task NoteAsync(LogScan scan, LogPiece piece, CancellationToken cancellation)
    {
        var found = new List<(long Position, string Story)>();
        await using (var connection = await store.OpenReadAsync(cancellation))
            found.AddRange(await InLogAsync(connection, piece.Lane, piece.After, piece.Through, null, cancellation));
        foreach (var some in found.Chunk(500).DefaultIfEmpty([]))
            await store.WriteAsync(Lane.Bulk, async write =>
            {
                foreach (var (position, story) in some)
                    await write.ExecuteAsync("insert into federation_stories (lane, position, correlation) values (@p0, @p1, @p2) on conflict do nothing", (int)piece.Lane, position, story);
                if (some.Length == 0 || some[^1] == found[^1])
                    await scan.DoneAsync(write, piece);
                await write.ExecuteAsync("delete from federation_stories where lane = @p0 and position < (select min(position) from kernel_log where lane = @p0)", (int)piece.Lane);
            }, cancellation);
    }

    /// <summary>The places of a story's events, without the one that began it; those not noted yet are looked up in the log's end.</summary>
    public async Task<IReadOnlyList<(Lane Lane, long Position)>> FindAsync(string story, int limit, CancellationToken cancellation)
    {
        var places = new SortedSet<(Lane, long)>();
        await using var connection = await store.OpenReadAsync(cancellation);
        await using (var command = connection.Query("select lane, position from federation_stories where correlation = @p0 order by position limit @p1", story, limit))
        await using (var row = await command.ExecuteReaderAsync(cancellation))
            while (await row.ReadAsync(cancellation))
                places.Add(((Lane)row.GetInt32(0), row.GetInt64(1)));
        foreach (var lane in Lanes.All)
        {
            await using var noted = connection.Query("select coalesce((select position from federation_counted where purpose = 'stories' and lane = @p0), 0)", (int)lane);
            var after = Convert.ToInt64(await noted.ExecuteScalarAsync(cancellation), null);
            places.UnionWith((await InLogAsync(connection, lane, after, after + 50_000, story, cancellation)).Select(found => (lane, found.Position)));
        }
        return [.. places];
    }

    private static async Task<List<(long Position, string Story)>> InLogAsync(DbConnection connection, Lane lane, long after, long through, string? story, CancellationToken cancellation)
    {
        await using var command = connection.Query("select position, correlation from kernel_log where lane = @p0 and position > @p1 and position <= @p2 and correlation is not null and (@p3 = '' or correlation = @p3) order by position",
            (int)lane, after, through, story ?? "");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(long, string)>();
        while (await row.ReadAsync(cancellation))
            found.Add((row.GetInt64(0), row.GetString(1)));
        return found;
    }
}
