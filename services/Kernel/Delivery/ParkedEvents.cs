using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Delivery;

/// <summary>An event that a subscriber could not handle, or one that waits behind such an event of the same subject.</summary>
/// <param name="Subscriber">Who could not handle it.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Position">Its position in this node's log.</param>
/// <param name="Subject">Its subject: later events of the subject wait behind it.</param>
/// <param name="Error">What went wrong; null for one that only waits.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Parked">Since when.</param>
/// <param name="RetryRequested">Somebody asked to try again and the subscriber has not got to it yet.</param>
public sealed record ParkedEvent(string Subscriber, Lane Lane, long Position, string Subject, string? Error, int Attempts, DateTimeOffset Parked, bool RetryRequested);

/// <summary>The events that wait for somebody to look: list, retry, discard.</summary>
public sealed class ParkedEvents(NodeStore store)
{
    private const string Columns = "subscriber, lane, position, subject, error, attempts, parked, retry";

    /// <summary>Parked events in order, at most <paramref name="limit"/> after a place in that order.</summary>
    public async Task<IReadOnlyList<ParkedEvent>> ListAsync(string? subscriber, (string Subscriber, Lane Lane, long Position) after, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"""
            select {Columns} from kernel_parked
            where (@p0 = '' or subscriber = @p0) and (subscriber > @p1 or subscriber = @p1 and (lane > @p2 or lane = @p2 and position > @p3))
            order by subscriber, lane, position limit @p4
            """, subscriber ?? "", after.Subscriber, (int)after.Lane, after.Position, limit);
        return await ReadAsync(command, cancellation);
    }

    /// <summary>Asks the subscriber to try again, in order; with no subject, everything it has parked.</summary>
    /// <returns>How many events will be tried.</returns>
    public Task<int> RetryAsync(string subscriber, string? subject, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, write => write.ExecuteAsync(
            "update kernel_parked set retry = 1 where subscriber = @p0 and (@p1 = '' or subject = @p1)", subscriber, subject ?? ""), cancellation);

    /// <summary>Gives up parked events for good; with no position, all of the subject. Who did it and why is an event.</summary>
    /// <returns>How many were discarded.</returns>
    public Task<int> DiscardAsync(string subscriber, string? subject, long? position, EventEnvelope audit, CancellationToken cancellation) =>
        store.WriteAsync(Lane.Alarm, async write =>
        {
            var discarded = await write.ExecuteAsync(
                "delete from kernel_parked where subscriber = @p0 and (@p1 = '' or subject = @p1) and (@p2 = 0 or position = @p2)",
                subscriber, subject ?? "", position ?? 0);
            if (discarded > 0)
                write.Append(audit);
            return discarded;
        }, cancellation);

    internal async Task<IReadOnlyList<ParkedEvent>> OfSubjectAsync(string subscriber, Lane lane, string subject, int limit, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query($"select {Columns} from kernel_parked where subscriber = @p0 and lane = @p1 and subject = @p2 order by position limit @p3", subscriber, (int)lane, subject, limit);
        return await ReadAsync(command, cancellation);
    }

    internal async Task<Dictionary<string, bool>> SubjectsAsync(string subscriber, Lane lane, CancellationToken cancellation)
    {
        await using var connection = await store.OpenReadAsync(cancellation);
        await using var command = connection.Query("select subject, max(retry) from kernel_parked where subscriber = @p0 and lane = @p1 group by subject", subscriber, (int)lane);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var subjects = new Dictionary<string, bool>(StringComparer.Ordinal);
        while (await row.ReadAsync(cancellation))
            subjects.Add(row.GetString(0), row.GetInt32(1) != 0);
        return subjects;
    }

    internal static Task<int> ParkAsync(WriteTransaction write, string subscriber, EventEnvelope envelope, string? error) =>
        write.ExecuteAsync(
            "insert into kernel_parked (subscriber, lane, position, subject, error, attempts, parked) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6) on conflict do nothing",
            subscriber, (int)envelope.Lane, envelope.Position, envelope.Subject, error, error is null ? 0 : 1, Instant.ToMicroseconds(write.Now));

    internal static Task<int> UnparkAsync(WriteTransaction write, string subscriber, EventEnvelope envelope) =>
        write.ExecuteAsync("delete from kernel_parked where subscriber = @p0 and lane = @p1 and position = @p2", subscriber, (int)envelope.Lane, envelope.Position);

    internal Task FailedAgainAsync(ParkedEvent parked, string error, CancellationToken cancellation) =>
        store.WriteAsync(parked.Lane, async write =>
        {
            await write.ExecuteAsync("update kernel_parked set retry = 0 where subscriber = @p0 and lane = @p1 and subject = @p2", parked.Subscriber, (int)parked.Lane, parked.Subject);
            await write.ExecuteAsync("update kernel_parked set error = @p0, attempts = attempts + 1 where subscriber = @p1 and lane = @p2 and position = @p3", error, parked.Subscriber, (int)parked.Lane, parked.Position);
        }, cancellation);

    private static async Task<IReadOnlyList<ParkedEvent>> ReadAsync(System.Data.Common.DbCommand command, CancellationToken cancellation)
    {
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var parked = new List<ParkedEvent>();
        while (await row.ReadAsync(cancellation))
            parked.Add(new(row.GetString(0), (Lane)row.GetInt32(1), row.GetInt64(2), row.GetString(3), row.IsDBNull(4) ? null : row.GetString(4), row.GetInt32(5), Instant.FromMicroseconds(row.GetInt64(6)), row.GetInt32(7) != 0));
        return parked;
    }
}
