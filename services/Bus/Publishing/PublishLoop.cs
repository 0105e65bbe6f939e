using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.State;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Publishing;

/// <summary>
/// Publishes one lane of one topic from its cursor on, in the log's order, on one channel. The cursor moves after the confirm:
/// an event leaves at least once, and its CloudEvents id says when it is the same one again. A topic that cannot be declared
/// holds up no other.
/// </summary>
internal sealed class PublishLoop(Publication publication, IEventSinks sinks, Cursors cursors, LineState line, EventLog log, NodeStore store, NodeInfo node, IOptions<BusOptions> options, ILogger<PublishLoop> logger)
    : Loop("bus publish " + publication)
{
    private const int SkipPositions = 1000;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly Lease lease = new(store, "bus publish " + publication);
    private Cursor saved = null!;
    private long read;

    protected override TimeSpan? SilenceLimit => options.Value.ConfirmWithin + TimeSpan.FromMinutes(1);

    public static void AddAll(ModuleBuilder module)
    {
        foreach (var publication in Publication.All(module.Configuration.GetSection("Bus").Get<BusOptions>() ?? new()))
            module.Loop(provider => ActivatorUtilities.CreateInstance<PublishLoop>(provider, publication));
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        var pause = Poll / 2;
        while (true)
        {
            if (!await lease.HoldAsync(cancellation))
            {
                line.Released(publication);
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
            Place(await cursors.LoadAsync(publication.Topic, publication.Lane, cancellation));
            await using var sink = await sinks.OpenAsync(publication.Topic, cancellation);
            line.Up(publication);
            for (went = true; await lease.HoldAsync(cancellation);)
            {
                var signal = log.Next(publication.Lane);
                var busy = await PublishNextAsync(sink, cancellation);
                if (!await sink.IsOpenAsync(cancellation))
                    throw new IOException("the line was closed");
                Beat();
                if (!busy)
                    await log.WaitAsync(signal, Poll, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && !store.IsTransient(exception) && exception is not DbException)
        {
            if (line.Away(publication, BrokerConnection.Explain(exception)))
                BusLog.Away(logger, sinks.Name, BrokerConnection.Explain(exception));
        }
        return went;
    }

    /// <returns>False when there was nothing to do.</returns>
    private async Task<bool> PublishNextAsync(IEventSink sink, CancellationToken cancellation)
    {
        var page = await log.ReadAsync(publication.Lane, read, options.Value.BatchEvents, publication.Types, publication.Scope, cancellation);
        if (page.Floor > read)
        {
            BusLog.WentOnAfterGap(logger, publication.Topic.Name, publication.Lane, read, page.Floor);
            line.Gap(publication, read, page.Floor);
            return await MoveAsync(page.Floor, 0, 0, cancellation);
        }
        var events = page.Events.Where(envelope => publication.LetsOut(envelope, node.Id)).ToList();
        if (events.Count > 0)
            return await MoveAsync(page.Through, events.Count, await sink.PublishAsync(publication.Topic, events, cancellation), cancellation);
        // What is none of ours moves the cursor in memory; it is written now and then, so that a restart need not scan far.
        if (page.Through - saved.Position > SkipPositions)
            return await MoveAsync(page.Through, 0, 0, cancellation);
        read = page.Through;
        return page.Events.Count > 0;
    }

    private async Task<bool> MoveAsync(long position, int published, int unrouted, CancellationToken cancellation)
    {
        Place(await cursors.MoveAsync(saved, position, published, unrouted, cancellation) ?? await cursors.LoadAsync(publication.Topic, publication.Lane, cancellation));
        return true;
    }

    private void Place(Cursor cursor) => (saved, read) = (cursor, cursor.Position);
}
