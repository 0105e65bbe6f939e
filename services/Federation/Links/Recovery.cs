using System.Buffers;
using SmartCity.Contracts;
using SmartCity.Contracts.Federation;
using SmartCity.Federation.Nodes;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// What a restore lost, fetched from the other side of a link. A county asks the city for its own events before its first
/// hello under a new epoch, also when its database is a new one; a city that was restored says so in its answer, and the
/// county gives back the city's events that it holds before any lane flows again.
/// </summary>
internal sealed class Recovery(LinkClient client, OwnEvents own, EventLog log, NodeStore store, NodeInfo node, TimeProvider clock)
{
    private const int Page = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Whether this node has taken back from a peer what it lost, under its present epoch.</summary>
    public async Task<bool> IsDoneAsync(string peer, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select 1 from federation_recovery where peer = @p0 and epoch = @p1", peer, log.Identity.Epoch);
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }

    /// <summary>Notes that it has.</summary>
    public Task DoneAsync(string peer, CancellationToken cancellation) => store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync(
        "insert into federation_recovery (peer, epoch, after_position) values (@p0, @p1, @p2) on conflict do nothing", peer, log.Identity.Epoch, log.Identity.EpochAfter), cancellation);

    /// <summary>Takes back from the upstream what there is; goes on where it stopped when it is called again.</summary>
    public async Task TakeBackAsync(string peer, CancellationToken cancellation)
    {
        foreach (var lane in Lanes.All)
            await TakeBackAsync(peer, lane, log.Identity, cancellation);
        await DoneAsync(peer, cancellation);
    }

    // What the database that was put back knows as acknowledged is in both logs alike: it is older than the loss. The node may
    // have lived in several epochs since that backup, each of which the upstream names when it has told all of the one before.
    private async Task TakeBackAsync(string peer, Lane lane, LogIdentity identity, CancellationToken cancellation)
    {
        var (epoch, after) = (identity.PreviousEpoch, 0L);
        await using (var connection = await store.OpenReadAsync(cancellation))
            if (await LinkCursors.SentAsync(connection, peer, lane) is { } sent && sent.Epoch == epoch)
                after = sent.Position;
        while (epoch < identity.Epoch)
        {
            var page = await own.AskAsync(client, lane, epoch, after, cancellation);
            await own.PutBackAsync(lane, page.Events, identity.Epoch, cancellation);
            if (page.Through is { } through)
                after = through;
            else if (page.NextEpoch > epoch)
                (epoch, after) = (page.NextEpoch.Value, 0);
            else
                return;
        }
    }

    /// <summary>Gives the upstream its own events that we hold and that it lost.</summary>
    public async Task GiveBackAsync(Upstream to, HelloAnswer answer, TakesBack wanted, CancellationToken cancellation)
    {
        foreach (var lane in Lanes.All)
            foreach (var epoch in await EpochsAsync(to.Node, wanted.PreviousEpoch, answer.Epoch, cancellation))
                await GiveBackAsync(to, lane, epoch, epoch.ToString("x") == wanted.PreviousEpoch ? wanted.After.GetValueOrDefault(lane) : 0, answer.Format, cancellation);
        await SendAsync("/recovered", default, null, cancellation);
    }

    private async Task GiveBackAsync(Upstream to, Lane lane, long epoch, long after, string format, CancellationToken cancellation)
    {
        var body = new ArrayBufferWriter<byte>();
        while (await log.ReadOriginAsync(to.Node, epoch, lane, after, long.MaxValue, Page, cancellation) is { Count: > 0 } events)
        {
            var part = events.Where(envelope => envelope.Audience == node.Id).ToList();
            for (var (from, count) = (0, 0); from < part.Count; from += count)
            {
                count = Fitting(part, from);
                body.ResetWrittenCount();
                EventBatch.Write(body, format, part.GetRange(from, count), clock.GetUtcNow());
                await SendAsync($"/own/{lane.ToString().ToLowerInvariant()}?epoch={epoch:x}", body.WrittenMemory, format, cancellation);
            }
            after = events[^1].OriginPosition;
        }
    }

    private static int Fitting(List<EventEnvelope> events, int from)
    {
        var (bytes, count) = (0, 0);
        while (from + count < events.Count && (bytes += events[from + count].Data.Length + 200) <= EventBatch.MaxBytes)
            count++;
        return Math.Max(1, count);
    }

    private async Task SendAsync(string path, ReadOnlyMemory<byte> body, string? format, CancellationToken cancellation)
    {
        var response = await client.SendAsync(HttpMethod.Post, path, body, format, Patience, cancellation);
        if (!response.Ok)
            throw new LinkRefusedException("The upstream does not take back its events", response);
    }

    private async Task<IReadOnlyList<long>> EpochsAsync(string origin, string from, string before, CancellationToken cancellation)
    {
        if (!LinkReceiver.TryEpoch(from, out var first) || !LinkReceiver.TryEpoch(before, out var end))
            return [];
        await using var connection = await store.OpenReadAsync(cancellation);
        var epochs = new List<long>();
        for (long? epoch = first - 1; (epoch = await NextEpochAsync(connection, origin, epoch.Value, cancellation)) < end;)
            epochs.Add(epoch!.Value);
        return epochs;
    }

    /// <summary>The next newer epoch of an origin of which this log holds something; null when there is none.</summary>
    public static async Task<long?> NextEpochAsync(System.Data.Common.DbConnection connection, string origin, long epoch, CancellationToken cancellation)
    {
        await using var command = connection.Query("select min(epoch) from kernel_log where origin = @p0 and epoch > @p1", origin, epoch);
        return await command.ExecuteScalarAsync(cancellation) is long next ? next : null;
    }
}
