using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;
using SmartCity.Contracts;
using SQLitePCL;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// Reads rows of the log straight from the statement under a reader. Texts that repeat from row to row (type, subject,
/// division, origin, hops) become one string a page, which saves most of what a page would allocate.
/// </summary>
internal static class SqliteLogRows
{
    /// <summary>Reads all that is left. The columns are those of <see cref="Log.EventLog.Columns"/>.</summary>
    public static void ReadInto(List<EventEnvelope> events, SqliteDataReader rows, Lane lane, CancellationToken cancellation)
    {
        var words = new Words(events.Capacity);
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            events.Add(Read(rows.Handle!, lane, words));
        }
    }

    private static EventEnvelope Read(sqlite3_stmt row, Lane lane, Words words) => new()
    {
        Lane = lane,
        Position = raw.sqlite3_column_int64(row, 0),
        Type = words.Get(raw.sqlite3_column_blob(row, 1)),
        Subject = words.Get(raw.sqlite3_column_blob(row, 2)),
        Division = words.Get(raw.sqlite3_column_blob(row, 3)),
        Time = Instant.FromMicroseconds(raw.sqlite3_column_int64(row, 4)),
        RecordedTime = Instant.FromMicroseconds(raw.sqlite3_column_int64(row, 5)),
        Origin = words.Get(raw.sqlite3_column_blob(row, 6)),
        Epoch = raw.sqlite3_column_int64(row, 7),
        OriginPosition = raw.sqlite3_column_int64(row, 8),
        Audience = IsNull(row, 9) ? null : words.Get(raw.sqlite3_column_blob(row, 9)),
        ValidUntil = IsNull(row, 10) ? null : Instant.FromMicroseconds(raw.sqlite3_column_int64(row, 10)),
        TraceParent = Text(row, 11),
        CorrelationId = Text(row, 12),
        CausationId = Text(row, 13),
        ContentType = IsNull(row, 14) ? EventEnvelope.Json : words.Get(raw.sqlite3_column_blob(row, 14)),
        Hops = IsNull(row, 15) ? null : words.Get(raw.sqlite3_column_blob(row, 15)),
        Recovered = raw.sqlite3_column_int(row, 16) != 0,
        Data = raw.sqlite3_column_blob(row, 17).ToArray(),
    };

    private static string? Text(sqlite3_stmt row, int column) => IsNull(row, column) ? null : Encoding.UTF8.GetString(raw.sqlite3_column_blob(row, column));

    private static bool IsNull(sqlite3_stmt row, int column) => raw.sqlite3_column_type(row, column) == raw.SQLITE_NULL;

    /// <summary>Texts met lately: the last one of each slot.</summary>
    private sealed class Words(int rows)
    {
        private const int Longest = 200;
        private readonly (byte[] Utf8, string Text)[] met = new (byte[], string)[rows < 100 ? 32 : 512];

        public string Get(ReadOnlySpan<byte> utf8)
        {
            if (utf8.Length > Longest)
                return Encoding.UTF8.GetString(utf8);
            ref var slot = ref met[XxHash3.HashToUInt64(utf8) % (uint)met.Length];
            if (slot.Text is null || !utf8.SequenceEqual(slot.Utf8))
                slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
            return slot.Text;
        }
    }
}
