using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Orleans;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Things;

/// <summary>
/// A thing with its home here: one activation in the whole node, so commands to it are handled one after another. It loads
/// its state once, decides with a pure function, commits state and events together, and keeps the state while active.
/// The row carries a version the database checks, so that a second activation during a failover can do no harm.
/// </summary>
/// <typeparam name="TDb">The module's tables.</typeparam>
/// <typeparam name="TState">The thing's state: an entity of <typeparamref name="TDb"/>, replaced, never changed in place.</typeparam>
public abstract class ThingGrain<TDb, TState>(IDbContextFactory<TDb> databases) : Grain
    where TDb : NodeDbContext
    where TState : class
{
    /// <summary>The state as committed; null while the thing does not exist.</summary>
    protected TState? State { get; private set; }

    /// <summary>The thing's id.</summary>
    protected string Id => this.GetPrimaryKeyString();

    /// <summary>Reads the state, with <c>AsNoTracking</c>.</summary>
    protected abstract Task<TState?> LoadAsync(TDb db, CancellationToken cancellation);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        State = await LoadAsync(db, cancellationToken);
    }

    /// <summary>Whether a subscriber's event was acted on before, here or in an earlier life of this grain.</summary>
    protected async Task<bool> IsDoneAsync(Cause? cause)
    {
        if (cause is null)
            return false;
        await using var db = await databases.CreateDbContextAsync();
        return await db.Database.SqlQuery<int>($"select 1 as \"Value\" from kernel_causes where subscriber = {cause.Subscriber} and origin = {cause.Origin} and epoch = {cause.Epoch} and position = {cause.Position}").AnyAsync();
    }

    /// <summary>Commits a new state with the events that tell of it. On any failure the grain forgets its state and the next call loads it anew.</summary>
    /// <param name="after">The new state.</param>
    /// <param name="events">What happened.</param>
    /// <param name="cause">Why: acted on once at most.</param>
    /// <param name="save">Further changes in the same transaction, for example a line of history.</param>
    /// <returns>False when the cause had been acted on before and nothing was changed.</returns>
    protected async Task<bool> CommitAsync(TState after, IEnumerable<IEvent> events, Cause? cause = null, Action<TDb>? save = null)
    {
        using var activity = KernelTelemetry.Follow(KernelTelemetry.Source, GetType().Name, ActivityKind.Internal, Activity.Current?.Id ?? cause?.TraceParent);
        try
        {
            await using var db = await databases.CreateDbContextAsync();
            db.Because(cause);
            if (State is null)
                db.Add(after);
            else
                db.Replace(State, after);
            save?.Invoke(db);
            foreach (var happened in events)
                db.Append(happened);
            if (await db.SaveChangesAsync() == NodeDbContext.AlreadyDone)
                return false;
            State = after;
            return true;
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
