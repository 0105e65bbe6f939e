using System.Data.Common;
using System.Globalization;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.Kernel.Storage;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>The statements of one commit of readings, each prepared once: EF would take most of the time here.</summary>
internal sealed class ReadingWriter(WriteTransaction write, string home) : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = [];

    /// <summary>Stores a reading or completes the row of its time; false when the row already says all of it.</summary>
    public async Task<bool> StoreAsync(Draft draft)
    {
        var (mn, kind, time, received) = (draft.Station.Mn, (int)draft.Kind, Instant.ToMicroseconds(draft.Time), Instant.ToMicroseconds(draft.Received));
        var before = await ScalarAsync("select factors from environment_readings where home = @p0 and mn = @p1 and kind = @p2 and time = @p3", home, mn, kind, time) as string;
        var factors = before is null ? Reading.Write(draft.Values) : Reading.Merge(before, draft.Values);
        if (factors is null)
            return false;
        await RunAsync("""
            insert into environment_readings (home, mn, kind, time, received, late, wild_clock, revision, factors, epoch, origin_position)
            values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, 1, @p7, 0, 0)
            on conflict (home, mn, kind, time) do update set received = @p4, late = @p5, wild_clock = @p6, revision = environment_readings.revision + 1, factors = @p7
            """, home, mn, kind, time, received, draft.Late ? 1 : 0, draft.WildClock ? 1 : 0, factors);
        return true;
    }

    public Task StoreAsync(StationMessage message) => RunAsync(
        "insert into environment_messages (mn, cn, qn, received, cp) values (@p0, @p1, @p2, @p3, @p4) on conflict do nothing",
        message.Mn, message.Cn, message.Qn, Instant.ToMicroseconds(message.Received), message.Cp);

    /// <summary>Replaces what is known of a factor; false when another process has replaced it meanwhile.</summary>
    public async Task<bool> StoreAsync(Watch watch) => await RunAsync("""
            insert into environment_watches (mn, factor, kind, last_at, in_a_row, first_at, first_value, peak, peak_at, exceedance_id, began_at, version)
            values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11)
            on conflict (mn, factor, kind) do update set last_at = @p3, in_a_row = @p4, first_at = @p5, first_value = @p6, peak = @p7, peak_at = @p8, exceedance_id = @p9, began_at = @p10, version = @p11
            where environment_watches.version = @p11 - 1
            """, watch.Mn, watch.Factor, (int)watch.Kind, Instant.ToMicroseconds(watch.LastAt), watch.InARow, Micros(watch.FirstAt), Text(watch.FirstValue),
            Text(watch.Peak), Micros(watch.PeakAt), watch.ExceedanceId, Micros(watch.BeganAt), watch.Version) == 1;

    public Task BeginAsync(Watch watch, Limit limit, string division) => RunAsync("""
            insert into environment_exceedances (home, id, mn, division, factor, kind, unit, upper, first_value, began_at, peak, peak_at, ended_at, as_of, epoch, origin_position)
            values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, null, @p12, 0, 0) on conflict do nothing
            """, home, watch.ExceedanceId, watch.Mn, division, watch.Factor, (int)watch.Kind, limit.Unit, Text(limit.Upper), Text(watch.FirstValue),
            Micros(watch.BeganAt), Text(watch.Peak), Micros(watch.PeakAt), Instant.ToMicroseconds(write.Now));

    public Task PeakAsync(Watch watch) => RunAsync(
        "update environment_exceedances set peak = @p2, peak_at = @p3, as_of = @p4 where home = @p0 and id = @p1",
        home, watch.ExceedanceId, Text(watch.Peak), Micros(watch.PeakAt), Instant.ToMicroseconds(write.Now));

    public Task EndAsync(Watch watch) => RunAsync(
        "update environment_exceedances set ended_at = @p2, as_of = @p3 where home = @p0 and id = @p1",
        home, watch.ExceedanceId, Micros(watch.FirstAt), Instant.ToMicroseconds(write.Now));

    public async Task<Watch?> LoadAsync(string mn, string factor, ReadingKind kind)
    {
        var command = Command("select last_at, in_a_row, first_at, first_value, peak, peak_at, exceedance_id, began_at, version from environment_watches where mn = @p0 and factor = @p1 and kind = @p2", mn, factor, (int)kind);
        await using var row = await command.ExecuteReaderAsync();
        return !await row.ReadAsync() ? null : new Watch
        {
            Mn = mn, Factor = factor, Kind = kind, LastAt = Instant.FromMicroseconds(row.GetInt64(0)), InARow = row.GetInt32(1),
            FirstAt = Time(row, 2), FirstValue = Number(row, 3), Peak = Number(row, 4), PeakAt = Time(row, 5),
            ExceedanceId = row.IsDBNull(6) ? null : row.GetString(6), BeganAt = Time(row, 7), Version = row.GetInt64(8),
        };
    }

    private Task<int> RunAsync(string sql, params object?[] values) => Command(sql, values).ExecuteNonQueryAsync();

    private Task<object?> ScalarAsync(string sql, params object?[] values) => Command(sql, values).ExecuteScalarAsync();

    private DbCommand Command(string sql, params object?[] values)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            commands[sql] = command = write.Connection.Query(sql, values);
            command.Transaction = write.Transaction;
        }
        for (var index = 0; index < values.Length; index++)
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        return command;
    }

    private static object? Micros(DateTimeOffset? time) => time is { } at ? Instant.ToMicroseconds(at) : null;

    private static string? Text(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : Instant.FromMicroseconds(row.GetInt64(column));

    private static decimal? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : decimal.Parse(row.GetString(column), CultureInfo.InvariantCulture);

    public void Dispose()
    {
        foreach (var command in commands.Values)
            command.Dispose();
    }
}
