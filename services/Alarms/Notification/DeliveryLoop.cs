using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Alarms.Records;
using SmartCity.Contracts.Alarms;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.Alarms.Notification;

/// <summary>Sends what waits to be sent, one target after another within itself, all targets at once; what came of it is saved before the next.</summary>
internal sealed class DeliveryLoop(
    IDbContextFactory<AlarmsDbContext> databases, Senders senders, NodeStore store, NodeInfo node, NodeHealth health, IOptions<AlarmsOptions> options, TimeProvider clock, ILogger<DeliveryLoop> logger)
    : Loop("alarms deliveries")
{
    private const int AtATime = 50;
    private readonly Lease lease = new(store, "alarms deliveries");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var sender in senders.All)
            await ReportLastAsync(sender, cancellation);
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
            {
                await Task.WhenAll(senders.All.Select(sender => SendDueAsync(sender, cancellation)));
                await GiveUpStrangersAsync(cancellation);
            }
            Beat();
            await Task.Delay(options.Value.Poll, TimeProvider.System, cancellation);
        }
    }

    private async Task SendDueAsync(ISender sender, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var due = await db.Deliveries.AsNoTracking().Where(delivery => delivery.Target == sender.Target && delivery.Due <= now).OrderBy(delivery => delivery.Due).Take(AtATime).ToListAsync(cancellation);
        foreach (var delivery in due)
            if (!await SendAsync(sender, delivery, cancellation) || !await lease.HoldAsync(cancellation))
                return;
    }

    /// <returns>False when the target failed: the others would too.</returns>
    private async Task<bool> SendAsync(ISender sender, Delivery delivery, CancellationToken cancellation)
    {
        if (delivery.AlarmId is { } id && !await StillRingsAsync(id, cancellation))
        {
            await SaveAsync(delivery, delivery with { State = DeliveryState.Cancelled, Due = null, Version = delivery.Version + 1 }, cancellation);
            return true;
        }
        var result = await sender.SendAsync(delivery, cancellation);
        var after = DeliveryRules.After(delivery, result, options.Value.Attempts, clock.GetUtcNow());
        await SaveAsync(delivery, after, cancellation);
        Report(sender, after);
        if (after.Error is not null)
            AlarmsLog.NotificationFailed(logger, after.Id, after.Target, after.Attempts, after.Error);
        return after.Error is null;
    }

    private async Task<bool> StillRingsAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Alarms.AnyAsync(alarm => alarm.Id == id && alarm.Rank <= AlarmRank.LastRinging, cancellation);
    }

    private async Task SaveAsync(Delivery before, Delivery after, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.Replace(before, after);
        if (after.State == DeliveryState.Failed)
            db.Append(new NotificationFailed(after.Id, after.AlarmId, after.Target, after.Attempts, after.Error!, node.Id, after.TriedAt ?? clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another process of the node held the lease meanwhile and has its own result.
        }
    }

    // Its target was taken out of the settings.
    private async Task GiveUpStrangersAsync(CancellationToken cancellation)
    {
        var known = senders.All.Select(sender => sender.Target).ToList();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        foreach (var delivery in await db.Deliveries.AsNoTracking().Where(delivery => delivery.Due != null && !known.Contains(delivery.Target)).Take(AtATime).ToListAsync(cancellation))
            await SaveAsync(delivery, delivery with { State = DeliveryState.Failed, Due = null, Error = "the settings name no such target any more", Version = delivery.Version + 1 }, cancellation);
    }

    private async Task ReportLastAsync(ISender sender, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.Deliveries.AsNoTracking().Where(delivery => delivery.Target == sender.Target && delivery.TriedAt != null).OrderByDescending(delivery => delivery.TriedAt).FirstOrDefaultAsync(cancellation) is { } last)
            Report(sender, last);
    }

    private void Report(ISender sender, Delivery last) =>
        health.Report("alarms target " + sender.Target, last.Error is null ? HealthStatus.Healthy : HealthStatus.Degraded, last.Error is null ? null
            : $"Notifications to {sender.Target} ({sender.Destination}) fail: {last.Error}. {(last.Due is { } due ? $"Attempt {last.Attempts + 1} of {options.Value.Attempts} at {due:O}." : $"The last was given up after {last.Attempts} attempts.")} Try it with POST /api/alarms/v1/targets/{sender.Target}/test.");
}
