using SmartCity.Bus.Publishing;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.State;

/// <summary>What waits to be published.</summary>
/// <param name="Events">How many, counted up to <see cref="Backlogs.CountedTo"/>.</param>
/// <param name="Oldest">When the oldest of them was written down.</param>
internal readonly record struct Backlog(long Events, DateTimeOffset? Oldest);

/// <summary>Counts what stands in the log after a cursor.</summary>
internal sealed class Backlogs(NodeStore store, NodeInfo node)
{
    /// <summary>No more are counted: a long backlog must not cost the node its breath.</summary>
    public const int CountedTo = 100_000;

    public async Task<Backlog> CountAsync(Publication publication, long after, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        var types = string.Join(',', publication.Types.Select((_, index) => "@p" + (index + 4)));
        await using var command = connection.Query($"""
            select count(*), min(recorded) from (
                select recorded from kernel_log
                where lane = @p0 and position > @p1 and audience is null and (@p2 = '' or origin = @p2) and type in ({types})
                order by position limit @p3) as waiting
            """, [(int)publication.Lane, after, publication.Topic.Imported ? "" : node.Id, CountedTo, .. publication.Types]);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetInt64(0), row.IsDBNull(1) ? null : Instant.FromMicroseconds(row.GetInt64(1)));
    }
}
