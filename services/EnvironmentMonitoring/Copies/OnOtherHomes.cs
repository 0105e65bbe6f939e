using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.AirQuality;
using SmartCity.EnvironmentMonitoring.Gaps;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.EnvironmentMonitoring.Storage;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Hosting;

namespace SmartCity.EnvironmentMonitoring.Copies;

/// <summary>
/// Keeps copies of what other homes tell, so that the same questions are answered here. What is older than what a row was
/// last told (by the home's own positions) never replaces it.
/// </summary>
internal sealed class OnOtherHomes : Subscriber<EnvironmentDbContext>
{
    private readonly NodeInfo node;

    public OnOtherHomes(NodeInfo node)
    {
        this.node = node;
        Copy<StationRegistered>(StationAsync);
        Copy<StationSilent>((happened, told, db, cancellation) => StatusAsync(happened.StationId, told, db, status => status with { LastFrameAt = happened.LastFrameAt, SilentSince = happened.LastFrameAt }, cancellation));
        Copy<StationBack>((happened, told, db, cancellation) => StatusAsync(happened.StationId, told, db, status => status with { LastFrameAt = happened.At, SilentSince = null }, cancellation));
        Copy<ReadingReported>(ReadingAsync);
        Copy<LimitSet>(LimitAsync);
        Copy<LimitRemoved>(LimitRemovedAsync);
        Copy<LimitExceeded>(ExceededAsync);
        Copy<ExceedanceEnded>(EndedAsync);
        Copy<DataGapFound>((happened, told, db, cancellation) => GapAsync(happened.GapId, happened.StationId, happened.Division, happened.Kind, happened.From, happened.To, happened.Periods, null, told, db, cancellation));
        Copy<DataGapFilled>((happened, told, db, cancellation) => GapAsync(happened.GapId, happened.StationId, happened.Division, happened.Kind, happened.From, happened.To, null, happened, told, db, cancellation));
        Copy<AirQualityReported>(AirQualityAsync);
    }

    private void Copy<TEvent>(Func<TEvent, Told, EnvironmentDbContext, CancellationToken, Task> copy) where TEvent : class, Contracts.IEvent =>
        On<TEvent>((happened, delivery, db, cancellation) => delivery.Envelope.Origin == node.Id ? Task.CompletedTask : copy(happened, Told.By(delivery.Envelope), db, cancellation));

    private static async Task StationAsync(StationRegistered happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        var before = await db.Stations.FindAsync([told.Home, happened.StationId], cancellation);
        if (before is not null && !told.IsNewerThan(before.Epoch, before.OriginPosition))
            return;
        Put(db, before, new Station
        {
            Home = told.Home, Mn = happened.StationId, Name = happened.Name, SystemCode = happened.SystemCode, Division = happened.Division, Longitude = happened.Longitude,
            Latitude = happened.Latitude, RegisteredAt = before?.RegisteredAt ?? happened.At, AsOf = happened.At, Version = before?.Version ?? 0, Epoch = told.Epoch, OriginPosition = told.Position,
        });
    }

    private static async Task StatusAsync(string mn, Told told, EnvironmentDbContext db, Func<StationStatus, StationStatus> change, CancellationToken cancellation)
    {
        var before = await db.StationStatus.FindAsync([told.Home, mn], cancellation);
        if (before is null || told.IsNewerThan(before.Epoch, before.OriginPosition))
            Put(db, before, change(before ?? new StationStatus { Home = told.Home, Mn = mn }) with { AsOf = told.Time, Epoch = told.Epoch, OriginPosition = told.Position });
    }

    private static async Task ReadingAsync(ReadingReported happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        if (ReadingKinds.Find(happened.Kind) is not { } kind)
            return;
        // EF tells keys of one instant and two offsets apart.
        var at = happened.At.ToUniversalTime();
        var before = await db.Readings.FindAsync([told.Home, happened.StationId, kind, at], cancellation);
        var newer = before is null || told.IsNewerThan(before.Epoch, before.OriginPosition);
        // Parts of one time complete each other in any order; what both say stands as the newer said it.
        var factors = before is null ? Reading.Write(happened.Values) : Reading.Merge(before.Factors, happened.Values, onlyMissing: !newer);
        if (factors is not null)
            Put(db, before, new Reading
            {
                Home = told.Home, Mn = happened.StationId, Kind = kind, Time = at, Received = happened.ReceivedAt, Late = happened.Late, WildClock = happened.WildClock,
                Revision = (before?.Revision ?? 0) + 1, Factors = factors, Epoch = newer ? told.Epoch : before!.Epoch, OriginPosition = newer ? told.Position : before!.OriginPosition,
            });
        await HeardAsync(happened, told, db, cancellation);
    }

    // Readings travel in a lane of their own: they say that a station lives, not that an alarm of its silence is over.
    private static async Task HeardAsync(ReadingReported happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        var before = await db.StationStatus.FindAsync([told.Home, happened.StationId], cancellation);
        if (before?.LastFrameAt >= happened.ReceivedAt)
            return;
        var status = before ?? new StationStatus { Home = told.Home, Mn = happened.StationId };
        Put(db, before, status with { LastFrameAt = happened.ReceivedAt, AsOf = happened.ReceivedAt > status.AsOf ? happened.ReceivedAt : status.AsOf });
    }

    private static async Task LimitAsync(LimitSet happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        if (ReadingKinds.Find(happened.Kind) is not { } kind)
            return;
        var before = await db.Limits.FindAsync([told.Home, happened.StationId, happened.Factor, kind], cancellation);
        if (before is null || told.IsNewerThan(before.Epoch, before.OriginPosition))
            Put(db, before, new Limit
            {
                Home = told.Home, Mn = happened.StationId, Factor = happened.Factor, Kind = kind, Upper = happened.Limit, Unit = happened.Unit, StartAfter = happened.StartAfter,
                EndAfter = happened.EndAfter, AsOf = happened.At, Epoch = told.Epoch, OriginPosition = told.Position,
            });
    }

    private static async Task LimitRemovedAsync(LimitRemoved happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        if (ReadingKinds.Find(happened.Kind) is { } kind && await db.Limits.FindAsync([told.Home, happened.StationId, happened.Factor, kind], cancellation) is { } before
            && told.IsNewerThan(before.Epoch, before.OriginPosition))
            db.Remove(before);
    }

    private static async Task ExceededAsync(LimitExceeded happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        // An end that came first (a copy healed later) knows more: it stays.
        if (await db.Exceedances.FindAsync([told.Home, happened.ExceedanceId], cancellation) is null)
            db.Add(new Exceedance
            {
                Home = told.Home, Id = happened.ExceedanceId, Mn = happened.StationId, Division = happened.Division, Factor = happened.Factor, Kind = KindOf(happened.ExceedanceId),
                Unit = happened.Unit, Upper = happened.Limit, FirstValue = happened.Value, BeganAt = happened.At, Peak = happened.Value, PeakAt = happened.At,
                AsOf = told.Time, Epoch = told.Epoch, OriginPosition = told.Position,
            });
    }

    private static async Task EndedAsync(ExceedanceEnded happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        var before = await db.Exceedances.FindAsync([told.Home, happened.ExceedanceId], cancellation);
        if (before is null || told.IsNewerThan(before.Epoch, before.OriginPosition))
            Put(db, before, new Exceedance
            {
                Home = told.Home, Id = happened.ExceedanceId, Mn = happened.StationId, Division = happened.Division, Factor = happened.Factor, Kind = KindOf(happened.ExceedanceId),
                Unit = happened.Unit, Upper = happened.Limit, FirstValue = before?.FirstValue, BeganAt = happened.BeganAt, Peak = happened.Peak, PeakAt = happened.PeakAt,
                EndedAt = happened.EndedAt, AsOf = told.Time, Epoch = told.Epoch, OriginPosition = told.Position,
            });
    }

    private static async Task GapAsync(
        string id, string mn, string division, string kindName, DateTimeOffset from, DateTimeOffset to, int? periods, DataGapFilled? filled, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        if (ReadingKinds.Find(kindName) is not { } kind)
            return;
        var before = await db.Gaps.FindAsync([told.Home, id], cancellation);
        if (before is not null && !told.IsNewerThan(before.Epoch, before.OriginPosition))
            return;
        Put(db, before, new Gap
        {
            Home = told.Home, Id = id, Mn = mn, Division = division, Kind = kind, FromTime = from, ToTime = to, Periods = periods ?? before?.Periods ?? 0,
            FoundAt = before?.FoundAt ?? told.Time, TimesAsked = filled?.TimesAsked ?? 0, FilledAt = filled?.At, AsOf = told.Time, Epoch = told.Epoch, OriginPosition = told.Position,
        });
    }

    private static async Task AirQualityAsync(AirQualityReported happened, Told told, EnvironmentDbContext db, CancellationToken cancellation)
    {
        var hour = happened.Hour.ToUniversalTime();
        var before = await db.AirQuality.FindAsync([told.Home, happened.StationId, hour], cancellation);
        if (before is null || told.IsNewerThan(before.Epoch, before.OriginPosition))
            Put(db, before, new HourlyReport
            {
                Home = told.Home, Mn = happened.StationId, Hour = hour, Aqi = happened.Aqi, Level = happened.Level, ClassName = happened.Class,
                PrimaryPollutants = string.Join(',', happened.PrimaryPollutants), Missing = string.Join(',', happened.Missing), Edition = happened.Edition,
                AsOf = told.Time, Epoch = told.Epoch, OriginPosition = told.Position,
            });
    }

    private static ReadingKind KindOf(string exceedanceId) =>
        ReadingKinds.All.Where(kind => exceedanceId.EndsWith("-" + ReadingKinds.Name(kind), StringComparison.Ordinal)).DefaultIfEmpty(ReadingKind.Realtime).First();

    private static void Put<TRow>(EnvironmentDbContext db, TRow? before, TRow after) where TRow : class
    {
        if (before is null)
            db.Add(after);
        else
            db.Entry(before).CurrentValues.SetValues(after);
    }
}
