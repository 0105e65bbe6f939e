using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;

namespace SmartCity.EnvironmentMonitoring.Limits;

/// <summary>The limits of this home in memory: those of stations, else those of the settings.</summary>
internal sealed class LimitBook(IDbContextFactory<EnvironmentDbContext> databases, IOptions<EnvironmentMonitoringOptions> options, NodeInfo node)
{
    private volatile Dictionary<(string Mn, string Factor, ReadingKind Kind), Limit> own = [];

    private readonly Dictionary<(string Factor, ReadingKind Kind), List<(string? SystemCode, Limit Limit)>> defaults = options.Value.Limits
        .GroupBy(limit => (limit.Factor, ReadingKinds.Find(limit.Kind)!.Value))
        .ToDictionary(group => group.Key, group => group.Select(limit => (limit.SystemCode, Of(limit, node.Id))).ToList());

    /// <summary>The limit in force for a factor of a station; null when there is none.</summary>
    public Limit? Find(Station station, string factor, ReadingKind kind) =>
        own.TryGetValue((station.Mn, factor, kind), out var limit) ? limit
        : Default(station, factor, kind);

    /// <summary>Whether the settings judge a factor of a station that has no limit of its own.</summary>
    public bool HasDefault(Station station, string factor, ReadingKind kind) => Default(station, factor, kind) is not null;

    /// <summary>The limits of the settings that reach a station.</summary>
    public IEnumerable<Limit> DefaultsFor(Station station) =>
        defaults.Keys.Select(key => Find(station, key.Factor, key.Kind)).OfType<Limit>().Where(limit => limit.Mn.Length == 0);

    // One for the station's ST goes before one for all.
    private Limit? Default(Station station, string factor, ReadingKind kind) => !defaults.TryGetValue((factor, kind), out var list) ? null
        : list.OrderBy(entry => entry.SystemCode is null).FirstOrDefault(entry => entry.SystemCode is null || entry.SystemCode == station.SystemCode).Limit;

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        own = await db.Limits.AsNoTracking().Where(limit => limit.Home == node.Id)
            .ToDictionaryAsync(limit => (limit.Mn, limit.Factor, limit.Kind), cancellation);
    }

    /// <summary>What is wrong with the limits of the settings.</summary>
    public static IEnumerable<string> Mistakes(EnvironmentMonitoringOptions options) => options.Limits.SelectMany((limit, index) => new[]
    {
        limit.Factor.Length > 0 ? null : $"EnvironmentMonitoring:Limits:{index}:Factor is missing; expected a factor code, for example a34004.",
        ReadingKinds.Find(limit.Kind) is not null ? null : $"EnvironmentMonitoring:Limits:{index}:Kind says {limit.Kind}; expected one of {string.Join(", ", ReadingKinds.Names)}.",
        limit.Unit.Length > 0 ? null : $"EnvironmentMonitoring:Limits:{index}:Unit is missing; expected for example µg/m³ or mg/L.",
        limit.StartAfter > 0 && limit.EndAfter > 0 ? null : $"EnvironmentMonitoring:Limits:{index}: StartAfter and EndAfter must be 1 or more.",
    }).OfType<string>();

    private static Limit Of(DefaultLimit limit, string home) => new()
    {
        Home = home, Mn = "", Factor = limit.Factor, Kind = ReadingKinds.Find(limit.Kind)!.Value, Upper = limit.Limit, Unit = Units.Normal(limit.Unit),
        StartAfter = limit.StartAfter, EndAfter = limit.EndAfter,
    };
}
