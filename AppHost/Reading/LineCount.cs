using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.AppHost.Reading;

/// <summary>Identity of an event for ever.</summary>
internal readonly record struct EventKey(long Epoch, long OriginPosition) : IComparable<EventKey>
{
    public int CompareTo(EventKey other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : OriginPosition.CompareTo(other.OriginPosition);
}

/// <summary>What the logs of both ends say of one lane.</summary>
internal sealed record LineCount(long Made, long Arrived, long Duplicated, long Lost, long OutOfOrder)
{
    /// <summary>Compares what a county made with what the city holds of it, the city's in the order of its positions. Pure.</summary>
    /// <param name="made">What the county's log holds of its own.</param>
    /// <param name="held">What the city's log holds of the county.</param>
    /// <param name="floor">The county's log has dropped what it made up to here: what the city holds of that was made.</param>
    public static LineCount Compare(IEnumerable<EventKey> made, IEnumerable<(EventKey Key, string Subject)> held, long floor = 0)
    {
        held = [.. held];
        var wanted = made.Concat(held.Select(row => row.Key).Where(key => key.OriginPosition <= floor)).ToHashSet();
        var seen = new HashSet<EventKey>();
        var last = new Dictionary<string, EventKey>(StringComparer.Ordinal);
        long more = 0, outOfOrder = 0;
        foreach (var (key, subject) in held)
        {
            if (!wanted.Contains(key) || !seen.Add(key))
                more++;
            else if (last.TryGetValue(subject, out var before) && key.CompareTo(before) < 0)
                outOfOrder++;
            if (!last.TryGetValue(subject, out var latest) || key.CompareTo(latest) > 0)
                last[subject] = key;
        }
        return new(wanted.Count, seen.Count, more, wanted.Count - seen.Count, outOfOrder);
    }

    /// <summary>Reads both logs and compares a lane.</summary>
    public static async Task<LineCount> ReadAsync(LogReader county, LogReader city, Lane lane, CancellationToken cancellation)
    {
        // The city second: whatever it holds by then, the county must have made before.
        var made = await ReadAllAsync(county, lane, envelope => envelope.Origin == county.Identity.Node && !envelope.Recovered && MayTravel(envelope, city.Identity.Node), cancellation);
        var held = await ReadAllAsync(city, lane, envelope => envelope.Origin == county.Identity.Node, cancellation);
        var known = made.Select(Key).ToHashSet();
        // What was made between the two reads is not a row that nobody made: look it up again.
        var later = held.Where(envelope => !known.Contains(Key(envelope))).ToList();
        if (later.Count > 0)
            made = await ReadAllAsync(county, lane, envelope => envelope.Origin == county.Identity.Node && !envelope.Recovered && MayTravel(envelope, city.Identity.Node), cancellation);
        return Compare(made.Select(Key), held.Select(envelope => (Key(envelope), envelope.Subject)), await county.FloorAsync(lane, cancellation));
    }

    /// <summary>All events of a lane that satisfy a condition, oldest first.</summary>
    public static async Task<List<EventEnvelope>> ReadAllAsync(LogReader log, Lane lane, Func<EventEnvelope, bool> wanted, CancellationToken cancellation)
    {
        const int Page = 5000;
        var found = new List<EventEnvelope>();
        for (long after = 0; ;)
        {
            var page = await log.ReadAsync(lane, after, Page, cancellation);
            found.AddRange(page.Where(wanted));
            if (page.Count < Page)
                return found;
            after = page[^1].Position;
        }
    }

    private static bool MayTravel(EventEnvelope envelope, string upstream) =>
        EventTypes.Find(envelope.Type)?.Travels.HasFlag(Travels.Up) == true && (envelope.Audience is null || envelope.Audience == upstream);

    private static EventKey Key(EventEnvelope envelope) => new(envelope.Epoch, envelope.OriginPosition);
}
