using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// A module's tables on the node's database. Changes and the events that tell of them are committed together:
/// <c>db.Append(new CaseDispatched(…)); await db.SaveChangesAsync(cancellation);</c> — both or neither.
/// </summary>
public abstract class NodeDbContext : DbContext
{
    private readonly NodeStore store;
    private readonly TimeProvider clock;
    private readonly List<EventEnvelope> events = [];
    private Cause? cause;
    private Cause? following;

    /// <summary>Made by the module's context factory.</summary>
    protected NodeDbContext(DbContextOptions options, NodeStore store, TimeProvider clock) : base(options)
    {
        (this.store, this.clock) = (store, clock);
        Database.AutoSavepointsEnabled = false;
    }

    /// <summary>Collects an event to be committed with the next save.</summary>
    /// <param name="data">What happened.</param>
    /// <param name="audience">Id of the one node it is addressed to; null for everybody.</param>
    /// <param name="validFor">How long a command may still be done; null for ever.</param>
    public void Append(IEvent data, string? audience = null, TimeSpan? validFor = null)
    {
        var now = clock.GetUtcNow();
        events.Add(EventLog.Envelope(data, now, audience, now + validFor, cause ?? following));
    }

    /// <summary>Names the cause of the next save: when it was acted on before, the save changes nothing and returns <see cref="AlreadyDone"/>. Call before <see cref="Append"/>.</summary>
    public void Because(Cause? actedOn) => cause = actedOn;

    /// <summary>Events appended from here on tell of the same story; nothing is recorded, since the checkpoint commits with them.</summary>
    internal void Follow(Cause? actedOn) => following = actedOn;

    /// <summary>What a save returns when its cause had been acted on before.</summary>
    public const int AlreadyDone = -1;

    /// <inheritdoc/>
    public sealed override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new InvalidOperationException("Writes are asynchronous here: await SaveChangesAsync.");

    /// <summary>Commits the changes and the collected events in one transaction.</summary>
    /// <returns>The number of rows changed, or <see cref="AlreadyDone"/>.</returns>
    public sealed override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await store.WriteAsync(Urgency, write => SaveIntoAsync(write, cancellationToken), cancellationToken);
        }
        catch (AlreadyDoneException)
        {
            events.Clear();
            return AlreadyDone;
        }
    }

    /// <summary>Runs statements (<c>ExecuteDelete</c>, raw SQL) of this context in one write transaction, together with what was collected.</summary>
    public Task TransactAsync(Lane urgency, Func<Task> work, CancellationToken cancellation) =>
        store.WriteAsync(urgency, async write =>
        {
            await AttachAsync(write, work);
            await SaveIntoAsync(write, cancellation);
        }, cancellation);

    /// <summary>Saves into a write that is already open; it takes effect when that write commits.</summary>
    public async Task<int> SaveIntoAsync(WriteTransaction write, CancellationToken cancellation)
    {
        var rows = 0;
        if (cause is not null)
            await RecordCauseAsync(write, cause);
        if (ChangeTracker.HasChanges())
            await AttachAsync(write, async () => rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess: true, cancellation));
        foreach (var collected in events)
            write.Append(collected);
        events.Clear();
        return rows;
    }

    /// <summary>Marks an entity as changed from one value to another: every property of the new one is written, if the database still holds the old one's concurrency tokens.</summary>
    public void Replace<TEntity>(TEntity before, TEntity after) where TEntity : class
    {
        var entry = Update(after);
        foreach (var property in entry.Properties.Where(property => property.Metadata.IsConcurrencyToken))
            property.OriginalValue = property.Metadata.PropertyInfo!.GetValue(before);
    }

    private Lane Urgency => events.Count == 0 ? Lane.Normal : events.Min(collected => collected.Lane);

    private async Task AttachAsync(WriteTransaction write, Func<Task> work)
    {
        Database.SetDbConnection(write.Connection);
        await Database.UseTransactionAsync(write.Transaction);
        try
        {
            await work();
        }
        finally
        {
            await Database.UseTransactionAsync(null);
            store.BackToReading(Database);
        }
    }

    private static async Task RecordCauseAsync(WriteTransaction write, Cause cause)
    {
        var inserted = await write.ExecuteAsync(
            "insert into kernel_causes (subscriber, origin, epoch, position, at) values (@p0, @p1, @p2, @p3, @p4) on conflict do nothing",
            cause.Subscriber, cause.Origin, cause.Epoch, cause.Position, Instant.ToMicroseconds(write.Now));
        if (inserted == 0)
            throw new AlreadyDoneException();
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<Instant.Converter, Instant.Comparer>();

    private sealed class AlreadyDoneException : Exception;
}
