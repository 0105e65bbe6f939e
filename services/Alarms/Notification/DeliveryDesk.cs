using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts;

namespace SmartCity.Alarms.Notification;

/// <summary>Reads deliveries and makes those of tests.</summary>
internal sealed class DeliveryDesk(IDbContextFactory<AlarmsDbContext> databases)
{
    public async Task AddAsync(Delivery delivery, IEvent happened, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Add(delivery);
        db.Append(happened);
        await db.SaveChangesAsync(cancellation);
    }

    public async Task<Delivery?> FindAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(delivery => delivery.Id == id, cancellation);
    }

    public async Task<IReadOnlyList<Delivery>> OfAlarmAsync(string alarmId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Deliveries.AsNoTracking().Where(delivery => delivery.AlarmId == alarmId).OrderBy(delivery => delivery.Id).ToListAsync(cancellation);
    }

    /// <summary>Newest first: a page and one more.</summary>
    public async Task<IReadOnlyList<Delivery>> ListAsync(IReadOnlyList<string> divisions, DeliveryState? state, string? target, string? after, int limit, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = db.Deliveries.AsNoTracking().Where(delivery => divisions.Contains(delivery.Division));
        if (state is { } wanted)
            found = found.Where(delivery => delivery.State == wanted);
        if (target is not null)
            found = found.Where(delivery => delivery.Target == target);
        if (after is not null)
            found = found.Where(delivery => delivery.Id.CompareTo(after) < 0);
        return await found.OrderByDescending(delivery => delivery.Id).Take(limit + 1).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<TargetView>> TargetsAsync(Senders senders, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var views = new List<TargetView>();
        foreach (var sender in senders.All)
        {
            var mine = db.Deliveries.AsNoTracking().Where(delivery => delivery.Target == sender.Target);
            var last = await mine.Where(delivery => delivery.TriedAt != null).OrderByDescending(delivery => delivery.TriedAt).FirstOrDefaultAsync(cancellation);
            views.Add(new(sender.Target, sender.Destination, last is null ? null : last.Error is null, last?.TriedAt, last?.Error,
                await mine.CountAsync(delivery => delivery.Due != null, cancellation), await mine.CountAsync(delivery => delivery.State == DeliveryState.Failed, cancellation)));
        }
        return views;
    }
}

/// <summary>A target and how the last attempt went.</summary>
/// <param name="Works">Whether the last attempt did; null when none was made.</param>
/// <param name="Waiting">Notifications still to be sent.</param>
/// <param name="Failed">Notifications given up, of those that are kept.</param>
internal sealed record TargetView(string Target, string Destination, bool? Works, DateTimeOffset? TriedAt, string? Error, int Waiting, int Failed);

/// <summary>A notification as it is answered.</summary>
internal sealed record DeliveryView(
    string Id, string? AlarmId, string Division, int Step, string Target, string? Address, string Title, string State, int Attempts,
    DateTimeOffset? NextAttempt, DateTimeOffset MadeAt, DateTimeOffset? TriedAt, string? Error)
{
    public static DeliveryView Of(Delivery it) => new(it.Id, it.AlarmId, it.Division, it.Step, it.Target, it.Address, it.Title,
        it.State.ToString().ToLowerInvariant(), it.Attempts, it.Due, it.MadeAt, it.TriedAt, it.Error);
}
