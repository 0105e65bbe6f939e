using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Federation.Links;

/// <summary>
/// Events of other nodes that this one acted on before it lost the part of its log that says so. When such an event comes again
/// it is filed as history: a command is not done twice.
/// </summary>
internal sealed class DoneEvents(NodeStore store, NodeInfo node)
{
    private bool? any;

    /// <summary>Remembers what recovered events of ours had answered.</summary>
    public async Task NoteAsync(WriteTransaction write, IEnumerable<EventEnvelope> recovered)
    {
        foreach (var cause in recovered.Select(envelope => envelope.CausationId).OfType<string>().Distinct())
            if (EventEnvelope.TryParseId(cause, out var origin, out _, out _) && origin != node.Id)
                await write.ExecuteAsync("insert into federation_done (id) values (@p0) on conflict do nothing", cause);
        any = null;
    }

    /// <summary>Marks those of a batch that were acted on before.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> MarkAsync(IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
    {
        if (events.Count == 0 || any == false)
            return events;
        var known = new HashSet<string>();
        await using var connection = await store.OpenReadAsync(cancellation);
        await using (var all = connection.Query("select 1 from federation_done limit 1"))
            any = await all.ExecuteScalarAsync(cancellation) is not null;
        if (any == false)
            return events;
        foreach (var ids in events.Select(envelope => envelope.Id).Chunk(500))
        {
            await using var command = connection.Query($"select id from federation_done where id in ({string.Join(',', ids.Select((_, index) => "@p" + index))})", [.. ids]);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                known.Add(row.GetString(0));
        }
        return known.Count == 0 ? events : [.. events.Select(envelope => known.Contains(envelope.Id) ? envelope with { Recovered = true } : envelope)];
    }
}
