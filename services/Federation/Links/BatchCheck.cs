using SmartCity.Contracts;

namespace SmartCity.Federation.Links;

/// <summary>What one node may tell another. A batch with one wrong event is refused whole.</summary>
internal static class BatchCheck
{
    /// <summary>A mistake in a batch that comes up.</summary>
    /// <param name="Problem">Stable name.</param>
    /// <param name="Detail">Which event, what was found, what was expected.</param>
    public sealed record Mistake(string Problem, string Detail);

    /// <summary>Looks for what a county may not tell.</summary>
    public static Mistake? FindUpMistake(string self, string peer, IReadOnlyList<string> divisions, Lane lane, long epoch, long after, long through, IReadOnlyList<EventEnvelope> events)
    {
        var last = after;
        for (var index = 0; index < events.Count; index++)
        {
            var envelope = events[index];
            Mistake Wrong(string problem, string detail) => new(problem, $"Event {index} ({envelope.Id}, {envelope.Type}): {detail}");
            if (envelope.Position <= last || envelope.Position > through)
                return Wrong("positions-disordered", $"position {envelope.Position} is not after {last} and at most {through}.");
            last = envelope.Position;
            if (envelope.Origin != peer)
                return Wrong("origin-forged", $"its origin is {envelope.Origin}; node {peer} may only tell what happened at {peer}.");
            if (envelope.Epoch > epoch)
                return Wrong("epoch-unknown", $"its epoch {envelope.Epoch:x} is newer than the link's {epoch:x}.");
            if (!divisions.Contains(envelope.Division))
                return Wrong("division-foreign", $"its division is {envelope.Division}; node {peer} acts for {string.Join(", ", divisions)}.");
            if (Common(self, envelope, lane, Travels.Up) is { } mistake)
                return Wrong(mistake.Problem, mistake.Detail);
        }
        return null;
    }

    /// <summary>Looks for what an upstream may not tell us.</summary>
    public static string? FindDownMistake(string self, string peer, long after, long through, IReadOnlyList<EventEnvelope> events)
    {
        var last = after;
        foreach (var envelope in events)
        {
            if (envelope.Position <= last || envelope.Position > through)
                return $"{envelope.Id}: position {envelope.Position} is not after {last} and at most {through}";
            last = envelope.Position;
            if (envelope.Audience != self)
                return $"{envelope.Id} is addressed to {envelope.Audience ?? "everybody"}, not to {self}";
            if (envelope.Origin == self)
                return $"{envelope.Id} is an event of ours";
            if (Common(self, envelope, envelope.Lane, Travels.Down) is { } mistake)
                return $"{envelope.Id}: {mistake.Detail}";
        }
        return events.Count == 0 ? "it is empty" : null;
    }

    /// <summary>Looks for what a county may not give back: events of ours that were not addressed to it.</summary>
    public static Mistake? FindBackMistake(string self, string peer, long epoch, IReadOnlyList<EventEnvelope> events)
    {
        foreach (var envelope in events)
            if (envelope.Origin != self || envelope.Epoch != epoch || envelope.Audience != peer)
                return new("origin-forged", $"{envelope.Id} ({envelope.Type}) is not an event of {self} in epoch {epoch:x} that was addressed to {peer}.");
            else if (Common("", envelope, envelope.Lane, Travels.Down) is { } mistake)
                return mistake with { Detail = $"{envelope.Id}: {mistake.Detail}" };
        return null;
    }

    private static Mistake? Common(string self, EventEnvelope envelope, Lane lane, Travels way)
    {
        if (envelope.Type.Length is 0 or > 200 || envelope.Subject.Length is 0 or > 500 || envelope.Data.Length > EventEnvelope.MaxDataBytes || envelope.OriginPosition <= 0 || envelope.Hops?.Length > 200)
            return new("event-malformed", $"type 1–200, subject 1–500, data at most {EventEnvelope.MaxDataBytes} bytes, origin position above 0 are expected.");
        if (envelope.Hops?.Split(',').Contains(self) == true)
            return new("loop", $"it has passed {self} before (hops {envelope.Hops}).");
        // A type this build does not know is stored and passed on: the node that made it may be newer.
        return EventTypes.Find(envelope.Type) switch
        {
            null => null,
            { } type when type.Lane != lane => new("lane-wrong", $"its type belongs in lane {type.Lane}, it came in {lane}."),
            { } type when !type.Travels.HasFlag(way) => new("type-may-not-travel", $"events of its type do not travel {way.ToString().ToLowerInvariant()}."),
            _ => null,
        };
    }

    /// <summary>Adds a node to the list of those an event has passed.</summary>
    public static string Hop(string? hops, string node) => hops is null ? node : $"{hops},{node}";
}
