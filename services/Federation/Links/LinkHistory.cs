using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>One direction of one lane at a moment.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Direction"><c>up</c> or <c>down</c>.</param>
/// <param name="State">What it did.</param>
/// <param name="BacklogEvents">Events that waited; null when nothing was known of them.</param>
/// <param name="BacklogBytes">Their data.</param>
/// <param name="BacklogAgeSeconds">Age of the oldest of them; 0 when none waited.</param>
internal sealed record LaneSample(Lane Lane, string Direction, LinkState State, long? BacklogEvents, long? BacklogBytes, double? BacklogAgeSeconds);

/// <summary>All lanes of a link at a moment.</summary>
internal sealed record LinkSample(DateTimeOffset At, IReadOnlyList<LaneSample> Lanes);

/// <summary>How links were lately: a sample every so often, kept for days, for curves.</summary>
internal sealed class LinkHistory(NodeStore store)
{
    /// <summary>Writes down how the links are.</summary>
    public Task AddAsync(IReadOnlyList<LinkView> links, DateTimeOffset now, DateTimeOffset forgetBefore, CancellationToken cancellation) => store.WriteAsync(Lane.Bulk, async write =>
    {
        foreach (var link in links)
            await write.ExecuteAsync("insert into federation_link_history (peer, at, lanes) values (@p0, @p1, @p2) on conflict do nothing",
                link.Node, Instant.ToMicroseconds(now), JsonSerializer.Serialize(link.Lanes.Select(lane => Sample(lane, now)), EventJson.Options));
        await write.ExecuteAsync("delete from federation_link_history where at < @p0", Instant.ToMicroseconds(forgetBefore));
    }, cancellation);

    /// <summary>The samples of a link between two instants, thinned to about so many: of each stretch the one with the largest backlog, so that no peak is hidden.</summary>
    public async Task<IReadOnlyList<LinkSample>> ReadAsync(string peer, DateTimeOffset from, DateTimeOffset through, int points, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select at, lanes from federation_link_history where peer = @p0 and at >= @p1 and at <= @p2 order by at", peer, Instant.ToMicroseconds(from), Instant.ToMicroseconds(through));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var samples = new List<LinkSample>();
        while (await row.ReadAsync(cancellation))
            samples.Add(new(Instant.FromMicroseconds(row.GetInt64(0)), JsonSerializer.Deserialize<LaneSample[]>(row.GetString(1), EventJson.Options)!));
        var width = (samples.Count + points - 1) / points;
        return width <= 1 ? samples : [.. samples.Chunk(width).Select(stretch => stretch.MaxBy(Waiting)!)];
    }

    private static long Waiting(LinkSample sample) => sample.Lanes.Sum(lane => lane.BacklogEvents ?? 0);

    private static LaneSample Sample(LinkLaneView lane, DateTimeOffset now) => !lane.IsTold(now) ? new(lane.Lane, lane.Direction, lane.State, null, null, null)
        : new(lane.Lane, lane.Direction, lane.State, lane.BacklogEvents, lane.BacklogBytes, lane.BacklogEvents is null ? null : lane.BacklogOldest is { } oldest ? Math.Round(Math.Max(0, (now - oldest).TotalSeconds), 1) : 0);
}
