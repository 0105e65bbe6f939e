using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Things;

namespace SmartCity.EnvironmentMonitoring.Stations;

internal sealed class StationGrain(IDbContextFactory<EnvironmentDbContext> databases, StationBook book, LimitBook limits, ReadingCommitter committer, NodeInfo node, TimeProvider clock)
    : ThingGrain<EnvironmentDbContext, Station>(databases), IStationGrain
{
    private readonly IDbContextFactory<EnvironmentDbContext> databases = databases;

    protected override Task<Station?> LoadAsync(EnvironmentDbContext db, CancellationToken cancellation) =>
        db.Stations.AsNoTracking().FirstOrDefaultAsync(station => station.Home == node.Id && station.Mn == Id, cancellation);

    public async Task<Station> RegisterAsync(StationEntry entry)
    {
        var now = clock.GetUtcNow();
        var after = Registered(State, node.Id, Id, entry, now);
        if (after == State)
            return after;
        await CommitAsync(after, [new StationRegistered(Id, after.Name, after.SystemCode, after.Division, after.Longitude, after.Latitude, now)]);
        book.Set(after);
        return after;
    }

    /// <summary>The entry after a registration: the same instance when nothing is changed by it.</summary>
    internal static Station Registered(Station? before, string home, string mn, StationEntry entry, DateTimeOffset now)
    {
        var after = (before ?? new Station { Home = home, Mn = mn, Name = "", SystemCode = "", Division = "", RegisteredAt = now, AsOf = now }) with
        {
            Name = entry.Name, SystemCode = entry.SystemCode, Division = entry.Division, Longitude = entry.Longitude, Latitude = entry.Latitude,
            Edition = entry.Edition, Crc = entry.Crc, Password = entry.Password ?? before?.Password ?? "123456", ChecksPassword = entry.ChecksPassword,
            Units = JsonSerializer.Serialize(entry.Units.OrderBy(unit => unit.Key, StringComparer.Ordinal).ToDictionary(), EventJson.Options),
            RealtimeSeconds = entry.RealtimeSeconds, MinuteMinutes = entry.MinuteMinutes,
        };
        return before is not null && after == before ? before : after with { AsOf = now, Version = (before?.Version ?? 0) + 1 };
    }

    public async Task<bool> SetLimitAsync(Limit limit)
    {
        if (State is null)
            return false;
        await using var db = await databases.CreateDbContextAsync();
        var known = await db.Limits.AnyAsync(other => other.Home == node.Id && other.Mn == Id && other.Factor == limit.Factor && other.Kind == limit.Kind);
        var stored = limit with { Home = node.Id, Mn = Id, AsOf = clock.GetUtcNow() };
        if (known)
            db.Update(stored);
        else
            db.Add(stored);
        db.Append(new LimitSet(Id, State.Division, limit.Factor, ReadingKinds.Name(limit.Kind), limit.Upper, limit.Unit, limit.StartAfter, limit.EndAfter, stored.AsOf));
        await db.SaveChangesAsync();
        await limits.LoadAsync(CancellationToken.None);
        return true;
    }

    public async Task<bool> RemoveLimitAsync(string factor, ReadingKind kind)
    {
        await using var db = await databases.CreateDbContextAsync();
        var known = await db.Limits.FirstOrDefaultAsync(limit => limit.Home == node.Id && limit.Mn == Id && limit.Factor == factor && limit.Kind == kind);
        if (known is null || State is null)
            return false;
        db.Remove(known);
        await EndAsync(db, known);
        db.Append(new LimitRemoved(Id, State.Division, factor, ReadingKinds.Name(kind), clock.GetUtcNow()));
        await db.SaveChangesAsync();
        committer.Forget(Id);
        await limits.LoadAsync(CancellationToken.None);
        return true;
    }

    // Without a limit nothing can be over it: what is on ends now, unless a default goes on judging it.
    private async Task EndAsync(EnvironmentDbContext db, Limit removed)
    {
        var watch = await db.Watches.AsNoTracking().FirstOrDefaultAsync(watch => watch.Mn == Id && watch.Factor == removed.Factor && watch.Kind == removed.Kind);
        if (watch?.ExceedanceId is null || limits.HasDefault(State!, removed.Factor, removed.Kind))
            return;
        var now = clock.GetUtcNow();
        db.Replace(watch, EnvironmentMonitoring.Limits.Limits.Closed(watch) with { Version = watch.Version + 1 });
        if (await db.Exceedances.AsNoTracking().FirstOrDefaultAsync(row => row.Home == node.Id && row.Id == watch.ExceedanceId) is { } open)
            db.Update(open with { EndedAt = now, AsOf = now });
        db.Append(new ExceedanceEnded(watch.ExceedanceId, Id, watch.Factor, watch.Peak!.Value, watch.PeakAt!.Value, removed.Upper, removed.Unit, State!.Division, watch.BeganAt!.Value, now));
    }
}
