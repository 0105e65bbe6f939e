using System.Text;
using Microsoft.Data.Sqlite;
using SmartCity.Contracts;
using SQLitePCL;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// Appends to the log by one prepared statement and raw binds: several times the speed of parameters through ADO.NET. What
/// is bound stays bound, so a value that repeats from row to row (type, origin, division, nothing) is bound once.
/// Used under the write gate only; there is one a file, so the next position is a number in memory.
/// </summary>
internal sealed class SqliteLogWriter : IDisposable
{
    private const string Insert = """
        insert or ignore into kernel_log (lane, position, type, subject, division, time, recorded, origin, epoch, origin_position,
            audience, valid_until, traceparent, correlation, causation, content_type, hops, recovered, data)
        values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """;

    private const int Part = 500;
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;
    private readonly byte[] utf8 = new byte[64 * 1024];
    private readonly string?[] texts = new string?[20];
    private readonly long?[] numbers = new long?[20];
    private long position;

    public SqliteLogWriter(SqliteConnection connection)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v3(connection.Handle!, Insert, 1 /* persistent */, out statement));
        using var last = connection.Query("select max(coalesce((select max(position) from kernel_log), 0), coalesce((select max(through_position) from kernel_tombstones), 0))");
        position = (long)last.ExecuteScalar()!;
    }

    /// <summary>Gives the collected events their positions and writes them; ones whose identity is already there are left out.</summary>
    /// <param name="write">Holds the events.</param>
    /// <param name="isWanted">Whether somebody more urgent waits: then a write that may end early does so after a part.</param>
    public void Append(WriteTransaction write, Func<bool> isWanted)
    {
        if (write.Appended.Count == 0)
            return;
        var numbered = new List<EventEnvelope>(write.Appended.Count);
        var taken = 0;
        foreach (var collected in write.Appended)
        {
            if (write.MayEndEarly && taken > 0 && taken % Part == 0 && isWanted())
                break;
            taken++;
            var own = collected.OriginPosition == 0;
            if (Write(collected, position + 1))
                numbered.Add(collected with { Position = ++position, OriginPosition = own ? position : collected.OriginPosition });
            else if (own)
                throw new InvalidOperationException($"Position {position + 1} of {collected.Origin} is already in the log: the position counter fell behind.");
            else
                write.AlreadyThere++;
        }
        write.Number(numbered, taken);
    }

    private bool Write(EventEnvelope envelope, long at)
    {
        Number(1, (int)envelope.Lane);
        Number(2, at);
        Text(3, envelope.Type);
        Text(4, envelope.Subject);
        Text(5, envelope.Division);
        Number(6, Instant.ToMicroseconds(envelope.Time));
        Number(7, Instant.ToMicroseconds(envelope.RecordedTime));
        Text(8, envelope.Origin);
        Number(9, envelope.Epoch);
        Number(10, envelope.OriginPosition == 0 ? at : envelope.OriginPosition);
        Text(11, envelope.Audience);
        Number(12, envelope.ValidUntil is { } until ? Instant.ToMicroseconds(until) : null);
        Text(13, envelope.TraceParent);
        Text(14, envelope.CorrelationId);
        Text(15, envelope.CausationId);
        Text(16, envelope.ContentType == EventEnvelope.Json ? null : envelope.ContentType);
        Text(17, envelope.Hops);
        Number(18, envelope.Recovered ? 1 : 0);
        raw.sqlite3_bind_blob(statement, 19, envelope.Data.Span);
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
        return raw.sqlite3_changes(connection.Handle!) == 1;
    }

    private void Number(int index, long? value)
    {
        if (numbers[index] == value)
            return;
        numbers[index] = value;
        if (value is { } number)
            raw.sqlite3_bind_int64(statement, index, number);
        else
            raw.sqlite3_bind_null(statement, index);
    }

    private void Text(int index, string? value)
    {
        if (string.Equals(texts[index], value, StringComparison.Ordinal))
            return;
        texts[index] = value;
        if (value is null)
            raw.sqlite3_bind_null(statement, index);
        else if (value.Length * 3 <= utf8.Length)
            raw.sqlite3_bind_text(statement, index, utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, utf8)));
        else
            raw.sqlite3_bind_text(statement, index, value);
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new SqliteException(raw.sqlite3_errmsg(connection.Handle!).utf8_to_string(), result & 0xFF, result);
    }

    public void Dispose() => raw.sqlite3_finalize(statement);
}
