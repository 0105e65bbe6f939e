using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Bus.Importing;

/// <summary>What becomes of a foreign event. One of three: it is appended, it is our own come back and let go, or it is refused.</summary>
internal sealed record Verdict(EventEnvelope? Envelope, Refusal? Refusal)
{
    /// <summary>It left here and came back over a topic that goes both ways: there is nothing to do.</summary>
    public static Verdict Ours { get; } = new(null, null);

    public static Verdict Refuse(string reason, string detail) => new(null, new(reason, detail));
}

/// <summary>Which foreign events become events of this node. Pure.</summary>
internal static class ImportRules
{
    /// <summary>The type under which a Dapr sidecar sends what names none.</summary>
    public const string DaprSent = "com.dapr.event.sent";

    private const int LongestSubject = 256;

    public static Verdict Judge(ForeignEvent foreign, ImportOptions import, string node, IReadOnlyCollection<string> divisions, DateTimeOffset now)
    {
        if (foreign.Source.StartsWith($"/{node}/", StringComparison.Ordinal) && EventEnvelope.TryParseId(foreign.Id, out var origin, out _, out _) && origin == node)
            return Verdict.Ours;
        var source = import.Sources.FirstOrDefault(source => source.Source == foreign.Source);
        if (source is null)
            return Verdict.Refuse("source-not-allowed", $"source {foreign.Source} may tell nothing here; Bus:Imports names {string.Join(", ", import.Sources.Select(known => known.Source))} for this queue");
        var name = foreign.Type == DaprSent && source.DaprType is { } meant ? meant : foreign.Type;
        if (EventTypes.Find(name) is not { } type)
            return Verdict.Refuse("unknown-type", $"this build knows no event type {name}");
        if (!TypePattern.Resolve(source.Types).Contains(type))
            return Verdict.Refuse("type-not-allowed", $"{foreign.Source} may not tell {type.Name}");
        if (foreign.Data.Span.IndexOf("\\u0000"u8) >= 0)
            return Verdict.Refuse("data-invalid", "data holds U+0000, which no text here may");
        var (read, mistake) = Contract.Read(type, foreign.Data.Span);
        if (read is null)
            return Verdict.Refuse("data-invalid", mistake!);
        if (!divisions.Contains(read.Division))
            return Verdict.Refuse("division-not-ours", $"division {read.Division} is not one this node acts for: {string.Join(", ", divisions)}");
        if (read.Subject is not { Length: > 0 and <= LongestSubject } subject || subject.Any(char.IsControl))
            return Verdict.Refuse("data-invalid", $"what the data is about is no name of 1 to {LongestSubject} characters");
        return new(Envelope(foreign, type, read, now), null);
    }

    private static EventEnvelope Envelope(ForeignEvent foreign, EventType type, IEvent read, DateTimeOffset now) => EventLog.Envelope(read, foreign.Time ?? now) with
    {
        // As the sender wrote it: what this build does not know of it is kept.
        Data = foreign.Data,
        TraceParent = foreign.TraceParent,
        CorrelationId = foreign.CorrelationId,
        CausationId = $"{foreign.Source} {foreign.Id}",
    };
}
