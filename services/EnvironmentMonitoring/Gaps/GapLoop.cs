using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Loops;
using SmartCity.Kernel.Storage;
using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Gaps;

/// <summary>Finds data that should have come, tells of them, asks the station again, and tells when they are there.</summary>
internal sealed class GapLoop(
    IDbContextFactory<EnvironmentDbContext> databases, NodeStore store, StationBook book, SessionBook sessions, HostCommands commands, IOptions<EnvironmentMonitoringOptions> options, NodeInfo node, TimeProvider clock, ILogger<GapLoop> logger)
    : Loop("environment gaps")
{
    private const int DefaultMinutes = 10;
    private readonly GapOptions settings = options.Value.Gaps;
    private readonly Dictionary<string, Task> asking = [];
    private readonly Lease lease = new(store, "environment gaps");

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // One process of the node looks; each asks the stations that call there.
            var looks = settings.Enabled && await lease.HoldAsync(cancellation);
            foreach (var station in settings.Enabled ? book.All : [])
            {
                if (looks)
                    await LookAsync(station, cancellation);
                Ask(station, cancellation);
            }
            Beat();
            await Task.Delay(settings.Every, clock, cancellation);
        }
    }

    private async Task LookAsync(Station station, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var open = await db.Gaps.Where(gap => gap.Home == node.Id && gap.Mn == station.Mn && gap.FilledAt == null).AsNoTracking().ToListAsync(cancellation);
        foreach (var kind in (ReadingKind[])[ReadingKind.Minute, ReadingKind.Hour, ReadingKind.Day])
            await LookAsync(db, station, kind, [.. open.Where(gap => gap.Kind == kind)], now, cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    // A station is held to what it has sent before: nothing is expected of a kind it never sends, nor from before it began.
    private async Task LookAsync(EnvironmentDbContext db, Station station, ReadingKind kind, List<Gap> open, DateTimeOffset now, CancellationToken cancellation)
    {
        var readings = db.Readings.AsNoTracking().Where(reading => reading.Home == node.Id && reading.Mn == station.Mn && reading.Kind == kind && !reading.WildClock);
        var oldest = open.Select(gap => gap.FromTime).Append(now - Back(kind)).Min();
        var there = await readings.Where(reading => reading.Time >= oldest && reading.Time <= now).Select(reading => reading.Time).ToListAsync(cancellation);
        var period = kind.Period(station.MinuteMinutes ?? options.Value.Initialise.MinuteMinutes ?? Gaps.LearnedMinutes(there) ?? DefaultMinutes);
        foreach (var gap in open)
            FillIfThere(db, station, gap, [.. there], period, now);
        var first = await readings.OrderBy(reading => reading.Time).Select(reading => (DateTimeOffset?)reading.Time).FirstOrDefaultAsync(cancellation);
        if (first is not { } began)
            return;
        var from = began > now - Back(kind) ? began : now - Back(kind);
        HashSet<DateTimeOffset> known = [.. there, .. open.SelectMany(gap => Starts(gap, period))];
        foreach (var (begin, end, periods) in Gaps.Missing(known, from, now - period - settings.Grace, period))
            Found(db, station, kind, begin, end, periods, now);
    }

    private TimeSpan Back(ReadingKind kind) => kind == ReadingKind.Day ? settings.Back + TimeSpan.FromDays(7) : settings.Back;

    private void Found(EnvironmentDbContext db, Station station, ReadingKind kind, DateTimeOffset begin, DateTimeOffset end, int periods, DateTimeOffset now)
    {
        var gap = new Gap
        {
            Home = node.Id, Id = $"{station.Mn}-{ReadingKinds.Name(kind)}-{Hj212Time.Format(begin)}", Mn = station.Mn, Division = station.Division, Kind = kind,
            FromTime = begin, ToTime = end, Periods = periods, FoundAt = now, AskAfter = now, AsOf = now,
        };
        if (db.Gaps.Any(other => other.Home == node.Id && other.Id == gap.Id))
            return;
        db.Add(gap);
        db.Append(new DataGapFound(gap.Id, station.Mn, station.Division, ReadingKinds.Name(kind), Instants.Shown(begin), Instants.Shown(end), periods, now));
    }

    private static void FillIfThere(EnvironmentDbContext db, Station station, Gap gap, HashSet<DateTimeOffset> there, TimeSpan period, DateTimeOffset now)
    {
        if (!Starts(gap, period).All(there.Contains))
            return;
        db.Update(gap with { FilledAt = now, AskAfter = null, AsOf = now });
        db.Append(new DataGapFilled(gap.Id, gap.Mn, station.Division, ReadingKinds.Name(gap.Kind), Instants.Shown(gap.FromTime), Instants.Shown(gap.ToTime), gap.TimesAsked, now));
    }

    private static IEnumerable<DateTimeOffset> Starts(Gap gap, TimeSpan period)
    {
        for (var at = gap.FromTime; at <= gap.ToTime; at += period)
            yield return at;
    }

    // Each station is asked beside the others: one that does not answer holds up itself alone.
    private void Ask(Station station, CancellationToken cancellation)
    {
        if (asking.TryGetValue(station.Mn, out var before) && !before.IsCompleted)
            return;
        asking[station.Mn] = Task.Run(async () =>
        {
            try
            {
                await AskAsync(station, cancellation);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                EnvironmentMonitoringLog.GapNotAsked(logger, station.Mn, exception);
            }
        }, CancellationToken.None);
    }

    private async Task AskAsync(Station station, CancellationToken cancellation)
    {
        if (sessions.Find(station.Mn)?.Line is null)
            return;
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var due = await db.Gaps.AsNoTracking().Where(gap => gap.Home == node.Id && gap.Mn == station.Mn && gap.FilledAt == null && gap.AskAfter != null && gap.AskAfter <= now)
            .OrderBy(gap => gap.FromTime).FirstOrDefaultAsync(cancellation);
        if (due is null)
            return;
        var outcome = await commands.SendAsync(station, (peer, qn) => due.Kind switch
        {
            ReadingKind.Minute => peer.ReadMinutes(qn, due.FromTime, due.ToTime),
            ReadingKind.Hour => peer.ReadHours(qn, due.FromTime, due.ToTime),
            _ => peer.ReadDays(qn, due.FromTime, due.ToTime),
        }, cancellation);
        if (outcome is null)
            return;
        var asked = due.TimesAsked + 1;
        var givenUp = asked >= settings.Attempts;
        db.Update(due with
        {
            TimesAsked = asked, LastAnswer = outcome.ToString(), GivenUpAt = givenUp ? now : null,
            AskAfter = givenUp ? null : now + settings.AgainAfter * Math.Pow(2, asked - 1), AsOf = now,
        });
        await db.SaveChangesAsync(cancellation);
    }
}
