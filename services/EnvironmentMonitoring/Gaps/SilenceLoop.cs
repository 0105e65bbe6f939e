using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;

namespace SmartCity.EnvironmentMonitoring.Gaps;

/// <summary>Notices stations that fall silent or speak again, and writes down when each spoke last, all stations in one commit.</summary>
internal sealed class SilenceLoop(
    IDbContextFactory<EnvironmentDbContext> databases, NodeStore store, StationBook book, SessionBook sessions, IOptions<EnvironmentMonitoringOptions> options, NodeInfo node, TimeProvider clock)
    : Loop("environment silence")
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly Lease lease = new(store, "environment silence");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        var began = clock.GetUtcNow();
        while (true)
        {
            if (await lease.HoldAsync(cancellation))
                await LookAsync(began, cancellation);
            else
                await WriteDownAsync(cancellation);
            Beat();
            await Task.Delay(Every, clock, cancellation);
        }
    }

    // Another process of the node judges; it needs to know whom we heard.
    private async Task WriteDownAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.StationStatus.AsNoTracking().Where(status => status.Home == node.Id).ToDictionaryAsync(status => status.Mn, status => status.LastFrameAt, cancellation);
        List<(string Mn, DateTimeOffset At)> heard = [.. book.All.Select(station => (station.Mn, At: sessions.Find(station.Mn)?.LastFrameAt)).Where(call => call.At is not null).Select(call => (call.Mn, call.At!.Value))];
        db.AddRange(heard.Where(call => !known.ContainsKey(call.Mn)).Select(call => new StationStatus { Home = node.Id, Mn = call.Mn, LastFrameAt = call.At, AsOf = clock.GetUtcNow() }));
        await db.TransactAsync(Lane.Bulk, async () =>
        {
            foreach (var (mn, at) in heard.Where(call => known.GetValueOrDefault(call.Mn) < call.At))
                await db.StationStatus.Where(status => status.Home == node.Id && status.Mn == mn && status.LastFrameAt < at)
                    .ExecuteUpdateAsync(set => set.SetProperty(status => status.LastFrameAt, at), cancellation);
        }, cancellation);
    }

    private async Task LookAsync(DateTimeOffset began, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var known = await db.StationStatus.AsNoTracking().Where(status => status.Home == node.Id).ToDictionaryAsync(status => status.Mn, cancellation);
        foreach (var station in book.All)
        {
            var before = known.GetValueOrDefault(station.Mn);
            var after = Looked(station, before, Later(sessions.Find(station.Mn)?.LastFrameAt, before?.LastFrameAt), began, now, db);
            if (after is null || after == before)
                continue;
            if (before is null)
                db.Add(after);
            else
                db.Update(after);
        }
        await db.SaveChangesAsync(cancellation);
    }

    private static DateTimeOffset? Later(DateTimeOffset? here, DateTimeOffset? anywhere) => here > anywhere || anywhere is null ? here : anywhere;

    // Silence is counted while we listened: a node that was away cannot say that a station was silent.
    private StationStatus? Looked(Station station, StationStatus? before, DateTimeOffset? heard, DateTimeOffset began, DateTimeOffset now, EnvironmentDbContext db)
    {
        if (heard is not { } last)
            return null;
        var status = (before ?? new StationStatus { Home = node.Id, Mn = station.Mn }) with { LastFrameAt = last };
        var silent = now - (last > began ? last : began) > options.Value.SilentAfter;
        if (silent && status.SilentSince is null)
        {
            db.Append(new StationSilent(station.Mn, station.Name, station.Division, last, now));
            status = status with { SilentSince = last };
        }
        else if (status.SilentSince is { } since && last > since)
        {
            db.Append(new StationBack(station.Mn, station.Name, station.Division, since, last));
            status = status with { SilentSince = null };
        }
        return status == before ? before : status with { AsOf = now };
    }
}
