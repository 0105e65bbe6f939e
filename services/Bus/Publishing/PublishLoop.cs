using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.State;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Publishing;

/// <summary>
/// Publishes one lane of the log: each topic from its cursor on, in the log's order, on one channel. The cursor moves after
/// the confirm: an event leaves at least once, and its CloudEvents id says when it is the same one again.
/// </summary>
internal sealed class PublishLoop(Lane lane, IEventSinks sinks, Cursors cursors, LineState line, EventLog log, NodeStore store, NodeInfo node, IOptions<BusOptions> options, ILogger<PublishLoop> logger)
    : Loop($"bus publish {lane}")
{
    private const int SkipPositions = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly Lease lease = new(store, $"bus publish {lane}");
    private readonly List<Publication> publications = [.. Publication.All(options.Value).Where(publication => publication.Lane == lane)];
    private readonly Dictionary<Publication, (Cursor Saved, long Read)> places = [];

    protected override TimeSpan? SilenceLimit => options.Value.ConfirmWithin + TimeSpan.FromMinutes(1);

    public static void AddAll(ModuleBuilder module)
    {
        foreach (var lane in Lanes.All)
            module.Loop(provider => ActivatorUtilities.CreateInstance<PublishLoop>(provider, lane));
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        var pause = Poll / 2;
        while (true)
        {
            if (publications.Count == 0 || !await lease.HoldAsync(cancellation))
            {
                line.Released(lane);
                Beat();
                await Task.Delay(Poll, TimeProvider.System, cancellation);
                continue;
            }
            pause = await PublishAsync(cancellation) ? Poll / 2 : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            Beat();
            await Task.Delay(pause, TimeProvider.System, cancellation);
        }
    }

    /// <summary>For as long as the line stands and the lease is ours.</summary>
    /// <returns>Whether anything went well.</returns>
    private async Task<bool> PublishAsync(CancellationToken cancellation)
    {
        var went = false;
        try
        {
            await LoadAsync(cancellation);
            await using var sink = await sinks.OpenAsync(publications.Select(publication => publication.Topic), cancellation);
            line.Up(lane);
            for (went = true; await lease.HoldAsync(cancellation);)
            {
                var signal = log.Next(lane);
                var busy = false;
                foreach (var publication in publications)
                    busy |= await PublishNextAsync(publication, sink, cancellation);
                if (!await sink.IsOpenAsync(cancellation))
                    throw new IOException("the line was closed");
                Beat();
                if (!busy)
                    await log.WaitAsync(signal, Poll, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !store.IsTransient(exception) && exception is not DbException)
        {
            if (line.Away(lane, BrokerConnection.Explain(exception)))
                BusLog.Away(logger, sinks.Name, BrokerConnection.Explain(exception));
        }
        return went;
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        foreach (var publication in publications)
        {
            var cursor = await cursors.LoadAsync(publication.Topic, lane, cancellation);
            places[publication] = (cursor, cursor.Position);
        }
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> PublishNextAsync(Publication publication, IEventSink sink, CancellationToken cancellation)
    {
        var (saved, read) = places[publication];
        var page = await log.ReadAsync(lane, read, options.Value.BatchEvents, publication.Types, publication.Scope, cancellation);
        if (page.Floor > read)
        {
            BusLog.WentOnAfterGap(logger, publication.Topic.Name, lane, read, page.Floor);
            line.Gap(publication.Topic.Name, lane, read, page.Floor);
            return await MoveAsync(publication, saved, page.Floor, 0, 0, cancellation);
        }
        var events = page.Events.Where(envelope => publication.LetsOut(envelope, node.Id)).ToList();
        if (events.Count > 0)
            return await MoveAsync(publication, saved, page.Through, events.Count, await sink.PublishAsync(publication.Topic, events, cancellation), cancellation);
        // What is none of ours moves the cursor in memory; it is written now and then, so that a restart need not scan far.
        if (page.Through - saved.Position > SkipPositions)
            return await MoveAsync(publication, saved, page.Through, 0, 0, cancellation);
        places[publication] = (saved, page.Through);
        return page.Events.Count > 0;
    }

    private async Task<bool> MoveAsync(Publication publication, Cursor saved, long position, int published, int unrouted, CancellationToken cancellation)
    {
        var moved = await cursors.MoveAsync(saved, position, published, unrouted, cancellation) ?? await cursors.LoadAsync(publication.Topic, lane, cancellation);
        places[publication] = (moved, moved.Position);
        return true;
    }
}
