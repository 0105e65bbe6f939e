using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Modules;

namespace SmartCity.Bus.Publishing;

/// <summary>Keeps the log until every topic of the settings has published it. A topic that is in the settings no more holds nothing.</summary>
internal sealed class CursorKeeper(Cursors cursors, IOptions<BusOptions> options) : ILogKeeper
{
    public string Name => "bus topics";

    public async Task<long> NeedsAfterAsync(Lane lane, CancellationToken cancellation)
    {
        if (options.Value.Via == BusVia.None)
            return long.MaxValue;
        var known = (await cursors.ListAsync(cancellation)).Where(cursor => cursor.Lane == lane).ToDictionary(cursor => cursor.Topic, cursor => cursor.Position);
        return Publication.All(options.Value).Where(publication => publication.Lane == lane)
            .Select(publication => known.TryGetValue(publication.Topic.Name, out var position) ? position : publication.Topic.Begin == TopicBegin.Start ? 0 : long.MaxValue)
            .DefaultIfEmpty(long.MaxValue).Min();
    }
}
