using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>Looking stations up in tables: this home's and the copies of others'.</summary>
internal sealed class StationQueries(IDbContextFactory<EnvironmentDbContext> databases, NodeInfo node, TimeProvider clock)
{
    /// <summary>A station with its status: this home's, else the copy that was told last. Null when nobody told of it.</summary>
    public async Task<KnownStation?> FindAsync(string mn, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var found = await db.Stations.AsNoTracking().Where(station => station.Mn == mn).ToListAsync(cancellation);
        var station = found.OrderByDescending(station => station.Home == node.Id).ThenByDescending(station => station.AsOf).FirstOrDefault();
        return station is null ? null
            : new(station, await db.StationStatus.AsNoTracking().FirstOrDefaultAsync(status => status.Home == station.Home && status.Mn == mn, cancellation));
    }

    /// <summary>The age of what is known: now for a station whose home is here.</summary>
    public DateTimeOffset AsOf(KnownStation known) => known.Station.Home == node.Id ? clock.GetUtcNow()
        : known.Status?.AsOf > known.Station.AsOf ? known.Status.AsOf : known.Station.AsOf;
}

/// <summary>A station and what is known of its life.</summary>
internal sealed record KnownStation(Station Station, StationStatus? Status);
