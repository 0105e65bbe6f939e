using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts.Federation;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Federation.Nodes;

/// <summary>The nodes that may link to this one. Read from the database at most once a second, so that a revocation holds at once, in every process of the node.</summary>
internal sealed class Peers(IDbContextFactory<FederationDbContext> databases, NodeInfo node, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (Peer Peer, long Read)> cache = new(StringComparer.Ordinal);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the directory changes.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    public async Task<Peer?> FindAsync(string id, CancellationToken cancellation)
    {
        if (cache.TryGetValue(id, out var cached) && clock.GetElapsedTime(cached.Read) < Fresh)
            return cached.Peer;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Peers.AsNoTracking().FirstOrDefaultAsync(peer => peer.Id == id, cancellation) is not { } found)
            return null;
        cache[id] = (found, clock.GetTimestamp());
        return found;
    }

    public async Task<IReadOnlyList<Peer>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Peers.AsNoTracking().OrderBy(peer => peer.Id).ToListAsync(cancellation);
    }

    /// <returns>False when there is no such node, or it is revoked already.</returns>
    public async Task<bool> RevokeAsync(string id, string reason, string caller, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Peers.FindAsync([id], cancellation) is not { Revoked: null } peer)
            return false;
        peer.Revoked = clock.GetUtcNow();
        peer.RevokedReason = reason;
        db.Append(new NodeRevoked(id, reason, caller, node.Id, clock.GetUtcNow()));
        await BumpAndSaveAsync(db, cancellation);
        return true;
    }

    /// <summary>Saves a change of nodes together with the directory's next version: the clock's milliseconds, so that it rises also after a restore of this database.</summary>
    public async Task BumpAndSaveAsync(FederationDbContext db, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await db.TransactAsync(SmartCity.Contracts.Lane.Alarm,
            () => db.Database.ExecuteSqlAsync($"update federation_directory set version = case when version >= {now} then version + 1 else {now} end", cancellation), cancellation);
        cache.Clear();
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    public async Task<long> DirectoryVersionAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Database.SqlQuery<long>($"select version as \"Value\" from federation_directory").SingleAsync(cancellation);
    }

    public void Forget(string id) => cache.TryRemove(id, out _);
}
