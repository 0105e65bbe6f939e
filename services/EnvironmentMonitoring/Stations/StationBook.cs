using System.Collections.Concurrent;
using System.Text;
using Microsoft.EntityFrameworkCore;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;

namespace SmartCity.EnvironmentMonitoring.Stations;

/// <summary>The stations of this home in memory: the listener asks for each frame. Follows the register, also when another process of the node changes it.</summary>
internal sealed class StationBook(IDbContextFactory<EnvironmentDbContext> databases, NodeInfo node)
{
    private readonly ConcurrentDictionary<string, Station> stations = new(StringComparer.Ordinal);

    public IEnumerable<Station> All => stations.Values;

    public Station? Find(string mn) => stations.GetValueOrDefault(mn);

    /// <summary>By the bytes of a frame, without making a string of them.</summary>
    public Station? Find(ReadOnlySpan<byte> mn)
    {
        Span<char> text = stackalloc char[32];
        return mn.Length <= text.Length && stations.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..Encoding.ASCII.GetChars(mn, text)], out var station)
            ? station
            : null;
    }

    /// <summary>Takes an entry that was just committed; an older one changes nothing.</summary>
    public void Set(Station station) =>
        stations.AddOrUpdate(station.Mn, station, (_, before) => station.Version >= before.Version ? station : before);

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await foreach (var station in db.Stations.AsNoTracking().Where(station => station.Home == node.Id).AsAsyncEnumerable().WithCancellation(cancellation))
            Set(station);
    }
}
