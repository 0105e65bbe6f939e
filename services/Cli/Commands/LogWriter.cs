using SmartCity.Cli.Reading;
using SmartCity.Contracts;

namespace SmartCity.Cli.Commands;

/// <summary>Writes events of a log, one a line.</summary>
internal sealed class LogWriter(ILogSource log, TextWriter output, string? type, bool own)
{
    /// <summary>Everything after a position, lane by lane.</summary>
    public async Task DumpAsync(IReadOnlyList<Lane> lanes, long after, CancellationToken cancellation)
    {
        foreach (var lane in lanes)
            await ReadOnAsync(lane, after, write: true, cancellation);
        await output.FlushAsync(cancellation);
    }

    /// <summary>What comes, as it comes; from the end as it is now unless a position is given.</summary>
    public async Task FollowAsync(IReadOnlyList<Lane> lanes, long? after, TimeSpan every, TimeProvider clock, CancellationToken cancellation)
    {
        var places = new Dictionary<Lane, long>();
        foreach (var lane in lanes)
            places[lane] = after ?? await ReadOnAsync(lane, 0, write: false, cancellation);
        while (true)
        {
            foreach (var lane in lanes)
                places[lane] = await ReadOnAsync(lane, places[lane], write: true, cancellation);
            await output.FlushAsync(cancellation);
            await Task.Delay(every, clock, cancellation);
        }
    }

    private async Task<long> ReadOnAsync(Lane lane, long after, bool write, CancellationToken cancellation)
    {
        while (true)
        {
            var (lines, through) = await log.ReadAsync(lane, after, type, cancellation);
            foreach (var line in write ? lines.Where(line => !own || line.Origin == log.Node) : [])
                await output.WriteLineAsync(line.Json);
            if (through == after)
                return after;
            after = through;
        }
    }
}
