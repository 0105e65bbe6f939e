using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;

namespace SmartCity.EnvironmentMonitoring.AirQuality;

/// <summary>Reports the hourly index of air stations, again when an hour's data are completed or corrected. At start it looks two days back, so that no hour is forgotten.</summary>
internal sealed class AirQualityLoop : Loop
{
    private const string AirStation = "22";
    private const int DefaultMinutes = 10;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Back = TimeSpan.FromDays(2);
    private readonly IDbContextFactory<EnvironmentDbContext> databases;
    private readonly StationBook book;
    private readonly EnvironmentMonitoringOptions options;
    private readonly NodeInfo node;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<(string Mn, DateTimeOffset Hour), bool> due = new();

    public AirQualityLoop(IDbContextFactory<EnvironmentDbContext> databases, StationBook book, ReadingCommitter committer, IOptions<EnvironmentMonitoringOptions> options, NodeInfo node, TimeProvider clock)
        : base("environment air quality")
    {
        (this.databases, this.book, this.options, this.node, this.clock) = (databases, book, options.Value, node, clock);
        committer.Committed += Note;
    }

    public override async Task RunAsync(CancellationToken cancellation)
    {
        await book.LoadAsync(cancellation);
        await NotePastAsync(cancellation);
        while (true)
        {
            foreach (var key in due.Keys)
                if (due.TryRemove(key, out _))
                    await ReportAsync(key.Mn, key.Hour, cancellation);
            Beat();
            await Task.Delay(Every, clock, cancellation);
        }
    }

    private void Note(IReadOnlyList<Draft> changed)
    {
        foreach (var draft in changed)
            if (draft is { Kind: ReadingKind.Hour or ReadingKind.Minute, WildClock: false, Station.SystemCode: AirStation })
                due[(draft.Station.Mn, HourOf(draft.Time))] = true;
    }

    private async Task NotePastAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var since = clock.GetUtcNow() - Back;
        foreach (var station in book.All.Where(station => station.SystemCode == AirStation))
            foreach (var hour in await db.Readings.Where(reading => reading.Home == node.Id && reading.Mn == station.Mn && reading.Kind == ReadingKind.Hour && reading.Time >= since).Select(reading => reading.Time).ToListAsync(cancellation))
                due[(station.Mn, HourOf(hour))] = true;
    }

    private async Task ReportAsync(string mn, DateTimeOffset hour, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var end = hour.AddHours(1);
        var rows = await db.Readings.AsNoTracking().Where(reading => reading.Home == node.Id && reading.Mn == mn && reading.Time >= hour && reading.Time < end
            && (reading.Kind == ReadingKind.Hour || reading.Kind == ReadingKind.Minute)).ToListAsync(cancellation);
        if (rows.Find(row => row.Kind == ReadingKind.Hour) is not { } means || book.Find(mn) is not { } station)
            return;
        var minutes = rows.Where(row => row.Kind == ReadingKind.Minute).Select(row => row.Values).ToList();
        var expected = 60 / (station.MinuteMinutes ?? options.Initialise.MinuteMinutes ?? DefaultMinutes);
        var report = Report(mn, hour, HourlyIndex.Of(hour, means.Values, minutes, expected));
        var before = await db.AirQuality.AsNoTracking().FirstOrDefaultAsync(row => row.Home == node.Id && row.Mn == mn && row.Hour == hour, cancellation);
        if (before is not null && report with { AsOf = before.AsOf } == before)
            return;
        if (before is null)
            db.Add(report);
        else
            db.Update(report);
        db.Append(new AirQualityReported(mn, station.Division, Instants.Shown(hour), report.Aqi, report.Level, report.ClassName, Split(report.PrimaryPollutants), Split(report.Missing), report.Edition));
        await db.SaveChangesAsync(cancellation);
    }

    private HourlyReport Report(string mn, DateTimeOffset hour, AirQualityIndex? index) => new()
    {
        Home = node.Id, Mn = mn, Hour = hour.ToUniversalTime(), Aqi = index?.Value, Level = index?.Level.Level, ClassName = index?.Level.Class,
        PrimaryPollutants = string.Join(',', (index?.PrimaryPollutants ?? []).Select(pollutant => pollutant.Symbol())),
        Missing = string.Join(',', (index?.Missing ?? Pollutants.All).Select(pollutant => pollutant.Symbol())),
        Edition = HourlyIndex.Name(AqiEditions.InForceAt(hour)), AsOf = clock.GetUtcNow(),
    };

    public static IReadOnlyList<string> Split(string symbols) => symbols.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static DateTimeOffset HourOf(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero);
}
