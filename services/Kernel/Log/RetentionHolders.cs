using SmartCity.Contracts;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Log;

/// <summary>Somebody who still needs the events of a lane after a position.</summary>
/// <param name="Name">Who.</param>
/// <param name="Lane">The lane.</param>
/// <param name="NeedsAfter">Events after this position.</param>
/// <param name="Absent">A subscriber of no module that runs here: nobody moves its checkpoint.</param>
internal sealed record LogHolder(string Name, Lane Lane, long NeedsAfter, bool Absent = false);

/// <summary>Everybody for whom the log is kept: checkpoints, parked events, links.</summary>
internal sealed class RetentionHolders(NodeStore store, Checkpoints checkpoints, IEnumerable<KnownSubscriber> subscribers, IEnumerable<ILogKeeper> keepers)
{
    public async Task<IReadOnlyList<LogHolder>> ReadAsync(CancellationToken cancellation)
    {
        var here = subscribers.SelectMany(subscriber => subscriber.Lanes().Select(lane => (subscriber.Name, lane))).ToHashSet();
        var holders = new List<LogHolder>();
        foreach (var checkpoint in await checkpoints.ListAsync(cancellation))
            holders.Add(new(checkpoint.Subscriber, checkpoint.Lane, checkpoint.Position,
                !here.Contains((checkpoint.Subscriber, checkpoint.Lane)) && !await Lease.IsHeldAsync(store, $"deliver {checkpoint.Subscriber} {checkpoint.Lane}", cancellation)));
        holders.AddRange(await ParkedAsync(cancellation));
        var own = await OwnKeepersAsync(cancellation);
        holders.AddRange(own);
        holders.AddRange((await ToldKeepersAsync(cancellation)).Where(told => !own.Exists(holder => holder.Name == told.Name)));
        return holders;
    }

    /// <summary>Tells the other processes of the node what modules that run here still need, so that whoever shortens the log keeps it.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        if (store is SqliteStore || !keepers.Any())
            return;
        var own = await OwnKeepersAsync(cancellation);
        await store.WriteAsync(Lane.Bulk, async write =>
        {
            foreach (var holder in own)
                await write.ExecuteAsync("insert into kernel_keepers (name, lane, needs_after) values (@p0, @p1, @p2) on conflict (name, lane) do update set needs_after = excluded.needs_after",
                    holder.Name, (int)holder.Lane, holder.NeedsAfter);
        }, cancellation);
    }

    private async Task<List<LogHolder>> OwnKeepersAsync(CancellationToken cancellation)
    {
        var own = new List<LogHolder>();
        foreach (var keeper in keepers)
            foreach (var lane in Lanes.All)
                own.Add(new(keeper.Name, lane, await keeper.NeedsAfterAsync(lane, cancellation)));
        return own;
    }

    private async Task<List<LogHolder>> ToldKeepersAsync(CancellationToken cancellation)
    {
        var told = new List<LogHolder>();
        if (store is SqliteStore)
            return told;
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select name, lane, needs_after from kernel_keepers");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            told.Add(new(row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2)));
        return told;
    }

    /// <summary>Tells everybody who keeps the log what goes now.</summary>
    public async Task DroppingAsync(WriteTransaction write, Lane lane, long through)
    {
        foreach (var keeper in keepers)
            await keeper.DroppingAsync(write, lane, through);
    }

    private async Task<List<LogHolder>> ParkedAsync(CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select subscriber, lane, min(position) from kernel_parked group by subscriber, lane");
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var parked = new List<LogHolder>();
        while (await row.ReadAsync(cancellation))
            parked.Add(new("parked events of " + row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2) - 1));
        return parked;
    }
}
