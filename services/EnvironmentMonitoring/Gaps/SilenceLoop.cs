using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;

namespace SmartCity.EnvironmentMonitoring.Gaps;

/// <summary>Notices stations that fall silent or speak again, and writes down when each spoke last, all stations in one commit.</summary>
internal sealed class SilenceLoop(
    IDbContextFactory<EnvironmentDbContext> databases, StationBook book, SessionBook sessions, IOptions<EnvironmentMonitoringOptions> options, NodeInfo node, TimeProvider clock)
    : Loop("environment silence")
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        while (true)
        {
            await LookAsync(began, cancellation);
            Beat();
            await Task.Delay(Every, clock, cancellation);
        }
    }

    private async Task LookAsync(DateTimeOffset began, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.StationStatus.AsNoTracking().Where(status => status.Home == node.Id).ToDictionaryAsync(status => status.Mn, cancellation);
        foreach (var station in book.All)
        {
            var before = known.GetValueOrDefault(station.Mn);
            var after = Looked(station, before, sessions.Find(station.Mn)?.LastFrameAt, began, now, db);
            if (after is null || after == before)
                continue;
            if (before is null)
                db.Add(after);
            else
                db.Update(after);
        }
        await db.SaveChangesAsync(cancellation);
    }

    // Silence is counted while we listened: a node that was away cannot say that a station was silent.
    private StationStatus? Looked(Station station, StationStatus? before, DateTimeOffset? heard, DateTimeOffset began, DateTimeOffset now, EnvironmentDbContext db)
    {
        var last = heard ?? before?.LastFrameAt;
        if (last is null)
            return null;
        var status = (before ?? new StationStatus { Home = node.Id, Mn = station.Mn }) with { LastFrameAt = last };
        var silent = now - (last > began ? last.Value : began) > options.Value.SilentAfter;
        if (silent && status.SilentSince is null)
        {
            db.Append(new StationSilent(station.Mn, station.Name, station.Division, last.Value, now));
            status = status with { SilentSince = last };
        }
        else if (status.SilentSince is { } since && heard > since)
        {
            db.Append(new StationBack(station.Mn, station.Name, station.Division, since, heard.Value));
            status = status with { SilentSince = null };
        }
        return status == before ? before : status with { AsOf = now };
    }
}
