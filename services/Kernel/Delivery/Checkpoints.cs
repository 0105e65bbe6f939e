using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Delivery;

/// <summary>How far a subscriber has handled a lane.</summary>
/// <param name="Subscriber">The subscriber's name.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Position">Everything up to here has been handled or parked.</param>
/// <param name="Halted">Why the lane stands still until somebody resumes it; null when it runs.</param>
/// <param name="Updated">When it last moved.</param>
public sealed record Checkpoint(string Subscriber, Lane Lane, long Position, string? Halted, DateTimeOffset Updated);

/// <summary>The checkpoints of this node's subscribers.</summary>
public sealed class Checkpoints(NodeStore store)
{
    /// <summary>All checkpoints, also those of subscribers that no longer run here.</summary>
    public async Task<IReadOnlyList<Checkpoint>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select subscriber, lane, position, halted, updated from kernel_checkpoints order by subscriber, lane");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var all = new List<Checkpoint>();
        while (await row.ReadAsync(cancellation))
            all.Add(new(row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3), Instant.FromMicroseconds(row.GetInt64(4))));
        return all;
    }

    /// <summary>Lets a halted lane go on.</summary>
    /// <returns>False when it was not halted.</returns>
    public Task<bool> ResumeAsync(string subscriber, Lane lane, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, async write =>
            await write.ExecuteAsync("update kernel_checkpoints set halted = null where subscriber = @p0 and lane = @p1 and halted is not null", subscriber, (int)lane) > 0, cancellation);

    /// <summary>Gives up the checkpoint of a subscriber that no longer runs here, with what it had parked: the log is no longer kept for it.</summary>
    /// <returns>False when there is none.</returns>
    public Task<bool> ForgetAsync(string subscriber, Lane lane, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, async write =>
        {
            await write.ExecuteAsync("delete from kernel_parked where subscriber = @p0 and lane = @p1", subscriber, (int)lane);
            return await write.ExecuteAsync("delete from kernel_checkpoints where subscriber = @p0 and lane = @p1", subscriber, (int)lane) > 0;
        }, cancellation);

    internal async Task<Checkpoint> LoadAsync(string subscriber, Lane lane, CancellationToken cancellation)
    {
        var found = (await ListAsync(cancellation)).FirstOrDefault(checkpoint => checkpoint.Subscriber == subscriber && checkpoint.Lane == lane);
        if (found is not null)
            return found;
        await store.WriteAsync(lane, write => write.ExecuteAsync(
            "insert into kernel_checkpoints (subscriber, lane, position, updated) values (@p0, @p1, 0, @p2) on conflict do nothing",
            subscriber, (int)lane, Instant.ToMicroseconds(write.Now)), cancellation);
        return new(subscriber, lane, 0, null, DateTimeOffset.UnixEpoch);
    }

    internal static async Task MoveAsync(WriteTransaction write, string subscriber, Lane lane, long from, long to)
    {
        var moved = await write.ExecuteAsync(
            "update kernel_checkpoints set position = @p0, updated = @p1 where subscriber = @p2 and lane = @p3 and position = @p4",
            to, Instant.ToMicroseconds(write.Now), subscriber, (int)lane, from);
        if (moved == 0)
            throw new CheckpointMovedException(subscriber, lane);
    }

    internal Task HaltAsync(string subscriber, Lane lane, string reason, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync(
            "update kernel_checkpoints set halted = @p0 where subscriber = @p1 and lane = @p2", reason, subscriber, (int)lane), cancellation);
}

/// <summary>Another process of the node has moved the checkpoint meanwhile; what was done here is rolled back.</summary>
internal sealed class CheckpointMovedException(string subscriber, Lane lane)
    : Exception($"The checkpoint of {subscriber} in lane {lane} was moved by another process of this node.");
