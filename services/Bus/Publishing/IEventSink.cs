using SmartCity.Contracts;

namespace SmartCity.Bus.Publishing;

/// <summary>Where the events of a topic's lane leave to; broken, it is thrown away and another opened.</summary>
internal interface IEventSink : IAsyncDisposable
{
    /// <summary>Whether the line still stands, as far as is known.</summary>
    Task<bool> IsOpenAsync(CancellationToken cancellation);

    /// <summary>Publishes in order and returns when all are confirmed: how many had no queue to go to.</summary>
    Task<int> PublishAsync(TopicOptions topic, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation);
}

/// <summary>Opens sinks.</summary>
internal interface IEventSinks
{
    /// <summary>What the other end is called, for people.</summary>
    string Name { get; }

    Task<IEventSink> OpenAsync(TopicOptions topic, CancellationToken cancellation);
}
