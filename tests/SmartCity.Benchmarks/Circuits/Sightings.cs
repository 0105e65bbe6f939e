using System.Text;

namespace SmartCity.Benchmarks.Circuits;

/// <summary>
/// When a page showed how many alarms ring: the banner of every page counts them. Alarms come one after another and none ends, so the
/// one that was sent as the n-th is seen when a page says n or more.
/// </summary>
internal sealed class Sightings
{
    private static readonly byte[] Counts = Encoding.UTF8.GetBytes(" 起报警待确认");
    private readonly List<(int Count, DateTimeOffset At)> seen = [];
    private readonly Lock gate = new();

    /// <summary>Looks for the count in what is drawn now.</summary>
    public void Look(ReadOnlySpan<byte> batch)
    {
        var end = batch.IndexOf(Counts);
        if (end <= 0)
            return;
        var begin = end;
        while (begin > 0 && batch[begin - 1] is >= (byte)'0' and <= (byte)'9')
            begin--;
        if (int.TryParse(batch[begin..end], out var count))
            Add(count, TimeProvider.System.GetUtcNow());
    }

    /// <summary>A page says so many.</summary>
    public void Add(int count, DateTimeOffset at)
    {
        lock (gate)
            seen.Add((count, at));
    }

    /// <summary>How long after it was sent the page showed each of these alarms, milliseconds; null for one that it never showed.</summary>
    public IEnumerable<double?> Took(IReadOnlyList<(int Number, DateTimeOffset Sent)> alarms)
    {
        lock (gate)
            return [.. alarms.Select(alarm => seen.Where(sight => sight.Count >= alarm.Number && sight.At >= alarm.Sent).Select(sight => (double?)(sight.At - alarm.Sent).TotalMilliseconds).FirstOrDefault())];
    }
}
