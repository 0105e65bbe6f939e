using System.Data.Common;
using System.Text;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Http;

/// <summary>What is kept of a call.</summary>
/// <param name="Request">Hash of the request.</param>
/// <param name="Status">HTTP status answered; <see cref="IdempotencyKeys.Open"/> while it runs or when nobody knows.</param>
/// <param name="Owner">The process that began it.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Location">Header of that name.</param>
/// <param name="Body">The body; null when it could not be kept.</param>
/// <param name="At">When it began.</param>
internal sealed record KeptAnswer(string Request, int Status, string Owner, string? ContentType, string? Location, string? Body, DateTimeOffset At);

/// <summary>The answers kept under the callers' keys.</summary>
internal sealed class IdempotencyKeys(NodeStore store)
{
    /// <summary>The status of a call that has not been answered.</summary>
    public const int Open = 0;

    /// <summary>The largest body kept, in bytes.</summary>
    public const int LargestBody = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>This process, among those of the node and its earlier lives.</summary>
    public string Process { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether only this process can be at work: on SQLite there is no other.</summary>
    public bool Alone => store is SqliteStore;

    /// <summary>Begins a call under a key.</summary>
    /// <returns>Null when the key is new and now this call's; otherwise what is kept under it.</returns>
    public Task<KeptAnswer?> BeginAsync(string caller, string key, string request) => store.WriteAsync<KeptAnswer?>(Lane.Alarm, async write =>
    {
        var inserted = await write.ExecuteAsync("insert into kernel_idempotency (caller, key, request, status, owner, at) values (@p0, @p1, @p2, 0, @p3, @p4) on conflict do nothing",
            caller, key, request, Process, Instant.ToMicroseconds(write.Now));
        return inserted == 1 ? null : await FindAsync(write.Connection, write.Transaction, caller, key);
    }, CancellationToken.None);

    /// <summary>What is kept under a key; null when nothing is.</summary>
    public async Task<KeptAnswer?> FindAsync(string caller, string key)
    {
        await using var connection = await store.OpenReadAsync(CancellationToken.None);
        return await FindAsync(connection, null, caller, key);
    }

    /// <summary>Takes over a call of unknown outcome that may be made again.</summary>
    /// <returns>False when somebody else was faster.</returns>
    public Task<bool> TakeOverAsync(string caller, string key, KeptAnswer kept) => store.WriteAsync(Lane.Alarm, async write =>
        await write.ExecuteAsync("update kernel_idempotency set owner = @p0, at = @p1 where caller = @p2 and key = @p3 and status = 0 and owner = @p4 and at = @p5",
            Process, Instant.ToMicroseconds(write.Now), caller, key, kept.Owner, Instant.ToMicroseconds(kept.At)) == 1, CancellationToken.None);

    /// <summary>Keeps the answer.</summary>
    public Task CompleteAsync(string caller, string key, int status, string? contentType, string? location, byte[] body) => store.WriteAsync(Lane.Alarm, write =>
        write.ExecuteAsync("update kernel_idempotency set status = @p0, content_type = @p1, location = @p2, body = @p3 where caller = @p4 and key = @p5",
            status, contentType, location, Text(body), caller, key), CancellationToken.None);

    /// <summary>Gives the key back: nothing was done under it.</summary>
    public Task ForgetAsync(string caller, string key) => store.WriteAsync(Lane.Alarm, write =>
        write.ExecuteAsync("delete from kernel_idempotency where caller = @p0 and key = @p1", caller, key), CancellationToken.None);

    private static async Task<KeptAnswer?> FindAsync(DbConnection connection, DbTransaction? transaction, string caller, string key)
    {
        await using var command = connection.Query("select request, status, owner, content_type, location, body, at from kernel_idempotency where caller = @p0 and key = @p1", caller, key);
        command.Transaction = transaction;
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync())
            return null;
        string? Text(int ordinal) => row.IsDBNull(ordinal) ? null : row.GetString(ordinal);
        return new(row.GetString(0), row.GetInt32(1), row.GetString(2), Text(3), Text(4), Text(5), Instant.FromMicroseconds(row.GetInt64(6)));
    }

    // Only text is kept, and only what both stores can hold.
    private static string? Text(byte[] body)
    {
        if (body.Length > LargestBody || body.Contains((byte)0))
            return null;
        try
        {
            return Utf8.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
