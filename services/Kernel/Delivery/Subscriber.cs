using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Delivery;

/// <summary>One event handed to a subscriber.</summary>
/// <param name="Envelope">The event as it stands in the log.</param>
/// <param name="Cause">To be passed to a grain, so that a second delivery changes nothing.</param>
public sealed record Delivery(EventEnvelope Envelope, Cause Cause);

/// <summary>
/// Acts on events of the log. Effects on <typeparamref name="TDb"/> are committed together with the checkpoint, so they
/// happen exactly once; effects of grains carry <see cref="Delivery.Cause"/>. A handler is called one event at a time a
/// lane, sees entities changed earlier in the same batch by <c>FindAsync</c>, never saves by itself, and awaits nothing
/// but the database and grains.
/// </summary>
public abstract class Subscriber<TDb> : Subscriber where TDb : NodeDbContext
{
    private readonly Dictionary<string, Func<Delivery, TDb, CancellationToken, Task>> handlers = new(StringComparer.Ordinal);
    private Func<Delivery, TDb, CancellationToken, Task>? everything;
    private IReadOnlyList<Lane> everyLane = Contracts.Lanes.All;

    /// <summary>Acts on one type of event. Call in the constructor.</summary>
    protected void On<TEvent>(Func<TEvent, Delivery, TDb, CancellationToken, Task> handle) where TEvent : class, IEvent =>
        handlers.Add(EventTypes.Of<TEvent>().Name, (delivery, db, cancellation) => handle((TEvent)EventJson.Read(delivery.Envelope), delivery, db, cancellation));

    /// <summary>Acts on every event, known to this build or not. For platform modules. Call in the constructor.</summary>
    protected void OnEverything(Func<Delivery, TDb, CancellationToken, Task> handle) => everything = handle;

    /// <summary>Acts on every event of some lanes, known to this build or not. For platform modules. Call in the constructor.</summary>
    protected void OnEverything(IReadOnlyList<Lane> lanes, Func<Delivery, TDb, CancellationToken, Task> handle) => (everyLane, everything) = (lanes, handle);

    internal sealed override IReadOnlyCollection<string>? Types => everything is null ? handlers.Keys : null;

    internal sealed override IEnumerable<Lane> Lanes => everything is not null ? everyLane : handlers.Keys.Select(type => EventTypes.Find(type)!.Lane).Distinct().Order();

    internal Task HandleAsync(Delivery delivery, TDb db, CancellationToken cancellation) =>
        (everything ?? handlers[delivery.Envelope.Type])(delivery, db, cancellation);
}

/// <summary>A loop that delivers one lane to one subscriber.</summary>
internal interface IDelivers
{
    string Subscriber { get; }

    Contracts.Lane Lane { get; }

    /// <summary>Everything up to here has been looked at.</summary>
    long Position { get; }
}

/// <summary>What every subscriber has.</summary>
public abstract class Subscriber
{
    /// <summary>The types acted on; null for all.</summary>
    internal abstract IReadOnlyCollection<string>? Types { get; }

    /// <summary>The lanes read.</summary>
    internal abstract IEnumerable<Lane> Lanes { get; }
}
