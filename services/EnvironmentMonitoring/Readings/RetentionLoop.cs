using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>Deletes readings past their time in small turns; of real-time readings an hour's figures remain.</summary>
internal sealed class RetentionLoop(IDbContextFactory<EnvironmentDbContext> databases, NodeStore store, IOptions<EnvironmentMonitoringOptions> options, TimeProvider clock) : Loop("environment retention")
{
    private readonly RetentionOptions keep = options.Value.Retention;
    private readonly Lease lease = new(store, "environment retention");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
            {
                foreach (var (home, mn) in await StationsAsync(cancellation))
                    await ShortenAsync(home, mn, cancellation);
                await ShortenOthersAsync(cancellation);
            }
            Beat();
            await Task.Delay(keep.Every, clock, cancellation);
        }
    }

    private async Task<List<(string Home, string Mn)>> StationsAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await db.Stations.Select(row => new { row.Home, row.Mn }).ToListAsync(cancellation)).Select(row => (row.Home, row.Mn))];
    }

    private async Task ShortenAsync(string home, string mn, CancellationToken cancellation)
    {
        while (await RollUpHourAsync(home, mn, Before(keep.RealtimeDays), cancellation))
        {
        }
        foreach (var (kinds, days) in new (ReadingKind[], int)[] { ([ReadingKind.Minute, ReadingKind.DeviceState], keep.MinuteDays), ([ReadingKind.Hour], keep.HourDays), ([ReadingKind.Day, ReadingKind.RunHours], keep.DayDays) })
            foreach (var kind in kinds)
                while (await DeleteDayAsync(home, mn, kind, Before(days), cancellation))
                {
                }
    }

    /// <returns>False when no hour is left to do.</returns>
    private async Task<bool> RollUpHourAsync(string home, string mn, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var old = db.Readings.AsNoTracking().Where(row => row.Home == home && row.Mn == mn && row.Kind == ReadingKind.Realtime);
        if (await old.Where(row => row.Time < before).OrderBy(row => row.Time).Select(row => (DateTimeOffset?)row.Time).FirstOrDefaultAsync(cancellation) is not { } oldest)
            return false;
        var hour = new DateTimeOffset(oldest.UtcTicks - oldest.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
        var end = hour.AddHours(1);
        if (end > before)
            return false;
        var rows = await old.Where(row => row.Time >= hour && row.Time < end).ToListAsync(cancellation);
        foreach (var rollup in Rollups.Of(home, mn, hour, rows))
            if (!await db.Rollups.AnyAsync(known => known.Home == home && known.Mn == mn && known.Hour == hour && known.Factor == rollup.Factor, cancellation))
                db.Add(rollup);
        await db.TransactAsync(Lane.Bulk, () => db.Readings.Where(row => row.Home == home && row.Mn == mn && row.Kind == ReadingKind.Realtime && row.Time >= hour && row.Time < end).ExecuteDeleteAsync(cancellation), cancellation);
        return true;
    }

    private async Task<bool> DeleteDayAsync(string home, string mn, ReadingKind kind, DateTimeOffset before, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var old = db.Readings.Where(row => row.Home == home && row.Mn == mn && row.Kind == kind && row.Time < before);
        if (await old.OrderBy(row => row.Time).Select(row => (DateTimeOffset?)row.Time).FirstOrDefaultAsync(cancellation) is not { } oldest)
            return false;
        var through = oldest.AddDays(1) < before ? oldest.AddDays(1) : before;
        await db.TransactAsync(Lane.Bulk, () => old.Where(row => row.Time < through).ExecuteDeleteAsync(cancellation), cancellation);
        return true;
    }

    private async Task ShortenOthersAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (messages, hours) = (Before(keep.MinuteDays), Before(keep.HourDays));
        await db.TransactAsync(Lane.Bulk, async () =>
        {
            await db.Messages.Where(row => row.Received < messages).ExecuteDeleteAsync(cancellation);
            await db.AirQuality.Where(row => row.Hour < hours).ExecuteDeleteAsync(cancellation);
        }, cancellation);
    }

    private DateTimeOffset Before(int days) => clock.GetUtcNow().AddDays(-days);
}
