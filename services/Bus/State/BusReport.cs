using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Importing;
using SmartCity.Bus.Publishing;
using SmartCity.Contracts;

namespace SmartCity.Bus.State;

/// <summary>One lane of a topic.</summary>
internal sealed record TopicView(string Topic, Lane Lane, long Position, DateTimeOffset? Updated, long Published, long Unrouted, long Waiting, DateTimeOffset? WaitingOldest);

/// <summary>All of it.</summary>
internal sealed record BusView(BusVia Via, string? Broker, LineView Publishing, IReadOnlyList<TopicView> Topics, LineView Importing);

/// <summary>How the bus is: from the cursors in the database, which all processes of the node share, and from what this process sees of the line.</summary>
internal sealed class BusReport(IOptions<BusOptions> options, Cursors cursors, Backlogs backlogs, LineState line, ImportState importing, BrokerConnection broker, IEnumerable<IEventSinks> sinks)
{
    public async Task<BusView> ReadAsync(CancellationToken cancellation)
    {
        var known = (await cursors.ListAsync(cancellation)).ToDictionary(cursor => (cursor.Topic, cursor.Lane));
        var topics = new List<TopicView>();
        foreach (var publication in options.Value.Via == BusVia.None ? [] : Publication.All(options.Value))
            topics.Add(await ViewAsync(publication, known.GetValueOrDefault((publication.Topic.Name, publication.Lane)), cancellation));
        return new(options.Value.Via, sinks.FirstOrDefault()?.Name, Publishing, topics, importing.View);
    }

    private LineView Publishing => line.View is { Standing: LineStanding.Up } up && broker.Blocked is { } reason ? up with { Standing = LineStanding.Blocked, Reason = reason } : line.View;

    private async Task<TopicView> ViewAsync(Publication publication, Cursor? cursor, CancellationToken cancellation)
    {
        var backlog = cursor is null ? default : await backlogs.CountAsync(publication, cursor.Position, cancellation);
        return new(publication.Topic.Name, publication.Lane, cursor?.Position ?? 0, cursor?.Updated, cursor?.Published ?? 0, cursor?.Unrouted ?? 0, backlog.Events, backlog.Oldest);
    }
}
