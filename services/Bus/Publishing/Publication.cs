using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Bus.Publishing;

/// <summary>One lane of a topic: which events of the log are its own.</summary>
internal sealed class Publication
{
    private Publication(TopicOptions topic, Lane lane, IReadOnlyList<string> types) => (Topic, Lane, Types) = (topic, lane, types);

    public TopicOptions Topic { get; }

    public Lane Lane { get; }

    /// <summary>Names of its types.</summary>
    public IReadOnlyList<string> Types { get; }

    public LogScope Scope => Topic.Imported ? LogScope.All : LogScope.Own;

    public override string ToString() => $"{Topic.Name} {Lane}";

    /// <summary>All lanes of all topics that have types in them.</summary>
    public static IReadOnlyList<Publication> All(BusOptions options) =>
        [.. from topic in options.Topics
            from types in TypePattern.Resolve(topic.Types).GroupBy(type => type.Lane)
            select new Publication(topic, types.Key, [.. types.Select(type => type.Name)])];

    /// <summary>Whether an event leaves. One addressed to a node is between the two of them.</summary>
    public bool LetsOut(EventEnvelope envelope, string node) => envelope.Audience is null && (Topic.Imported || envelope.Origin == node);
}
