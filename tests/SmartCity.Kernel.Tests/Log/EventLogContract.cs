using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Log;

/// <summary>What the log promises on every store. The tests of a store inherit it.</summary>
public abstract class EventLogContract : IAsyncLifetime
{
    protected NodeStore Store { get; private set; } = null!;

    private EventLog log = null!;

    protected abstract Task<NodeStore> CreateAsync();

    public async ValueTask InitializeAsync()
    {
        Store = await CreateAsync();
        await Store.OpenAsync("430481", default);
        log = new EventLog(Store, TimeProvider.System);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (log is not null)
            await log.DisposeAsync();
        if (Store is not null)
            await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_event_is_read_back_exactly_as_it_was_written()
    {
        var written = Alarm(1) with
        {
            Audience = "430400",
            ValidUntil = DateTimeOffset.UnixEpoch.AddHours(1),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            CorrelationId = "a",
            CausationId = "b",
            ContentType = "text/plain",
            Data = "衡阳\0\u0001 data"u8.ToArray(),
        };

        await log.AppendAsync([written], default);

        var read = Assert.Single((await log.ReadAsync(Lane.Alarm, 0, 10, null, LogScope.All, default)).Events);
        Assert.True(written.Data.Span.SequenceEqual(read.Data.Span));
        Assert.Equal(written with { Data = read.Data, Position = read.Position, Origin = "430481", Epoch = log.Identity.Epoch, OriginPosition = read.Position, RecordedTime = read.RecordedTime }, read);
    }

    [Fact]
    public async Task State_and_event_are_committed_together_or_not_at_all()
    {
        await Assert.ThrowsAsync<NotSupportedException>(() => Store.WriteAsync(Lane.Alarm, async write =>
        {
            await write.ExecuteAsync("insert into kernel_leases (name, owner, until) values ('x', 'y', 1)");
            write.Append(Alarm(1));
            throw new NotSupportedException();
        }, default));
        Assert.Empty((await log.ReadAsync(Lane.Alarm, 0, 10, null, LogScope.All, default)).Events);
        Assert.Equal(0L, await CountAsync("kernel_leases"));

        await Store.WriteAsync(Lane.Alarm, async write =>
        {
            await write.ExecuteAsync("insert into kernel_leases (name, owner, until) values ('x', 'y', 1)");
            write.Append(Alarm(1));
        }, default);
        Assert.Single((await log.ReadAsync(Lane.Alarm, 0, 10, null, LogScope.All, default)).Events);
        Assert.Equal(1L, await CountAsync("kernel_leases"));
    }

    [Fact]
    public async Task A_reader_that_follows_eight_writers_misses_nothing_and_sees_positions_only_rise()
    {
        const int writers = 8, each = 150;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < each; number++)
                await Store.WriteAsync(Lane.Alarm, async write =>
                {
                    write.Append(Alarm(writer * each + number));
                    if (number % 3 == 0)
                        write.Append(Alarm(-1) with { Lane = Lane.Bulk });
                    await Task.Yield();
                }, default);
        })));

        var seen = new List<EventEnvelope>();
        long position = 0;
        while (!writing.IsCompleted || seen.Count < writers * each)
        {
            // Asked before the read: what is committed between an empty read and the question would be called missed.
            var complete = writing.IsCompleted;
            var page = await log.ReadAsync(Lane.Alarm, position, 50, null, LogScope.All, default);
            seen.AddRange(page.Events);
            position = page.Through;
            if (complete && page.Events.Count == 0)
                break;
        }
        await writing;

        Assert.Equal(writers * each, seen.Count);
        Assert.Equal(seen.Select(envelope => envelope.Position).Order(), seen.Select(envelope => envelope.Position));
        Assert.Equal(writers * each, seen.Select(envelope => envelope.Id).Distinct().Count());
    }

    [Fact]
    public async Task Many_producers_share_commits_and_each_is_durable_when_its_append_ends()
    {
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => log.AppendAsync([Alarm(number)], default)));

        Assert.Equal(500, (await log.ReadAsync(Lane.Alarm, 0, 1000, null, LogScope.All, default)).Events.Count);
    }

    [Fact]
    public async Task One_event_that_cannot_be_appended_does_not_fail_its_neighbours()
    {
        var tooLarge = Alarm(1) with { Data = new byte[EventEnvelope.MaxDataBytes + 1] };

        var all = Enumerable.Range(0, 20).Select(number => log.AppendAsync([number == 7 ? tooLarge : Alarm(number)], default)).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => all[7]);
        all.RemoveAt(7);
        await Task.WhenAll(all);
        Assert.Equal(19, (await log.ReadAsync(Lane.Alarm, 0, 100, null, LogScope.All, default)).Events.Count);
    }

    [Fact]
    public async Task An_imported_event_that_is_already_there_is_left_out_and_counted()
    {
        var foreign = Alarm(1) with { Origin = "430421", Epoch = 5, OriginPosition = 77 };
        await Store.WriteAsync(Lane.Alarm, write => Import(write, foreign), default);

        var again = await Store.WriteAsync(Lane.Alarm, write =>
        {
            Import(write, foreign, foreign with { OriginPosition = 78 });
            return Task.FromResult(write);
        }, default);

        Assert.Equal(1, again.AlreadyThere);
        Assert.Equal([77L, 78L], (await log.ReadAsync(Lane.Alarm, 0, 10, null, LogScope.All, default)).Events.Select(envelope => envelope.OriginPosition));
    }

    [Fact]
    public async Task Own_events_are_those_made_here_for_everybody_and_those_addressed_here()
    {
        await log.AppendAsync([Alarm(1), Alarm(2) with { Audience = "430400" }], default);
        await Store.WriteAsync(Lane.Alarm, write => Import(write,
            Alarm(3) with { Origin = "430400", Epoch = 5, OriginPosition = 1, Subject = "drills/asked", Audience = "430481" },
            Alarm(4) with { Origin = "430421", Epoch = 5, OriginPosition = 2 }), default);

        var own = await log.ReadAsync(Lane.Alarm, 0, 10, null, LogScope.Own, default);

        Assert.Equal(["drills/1", "drills/asked"], own.Events.Select(envelope => envelope.Subject));
    }

    [Fact]
    public async Task A_page_says_how_far_it_looked_also_when_nothing_was_wanted()
    {
        await log.AppendAsync([Alarm(1), Alarm(2)], default);

        var page = await log.ReadAsync(Lane.Alarm, 0, 10, ["nothing.of-this-type.v1"], LogScope.All, default);

        Assert.Empty(page.Events);
        Assert.Equal(await log.HeadAsync(Lane.Alarm, default), page.Through);
    }

    [Fact]
    public async Task An_append_inside_an_open_write_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.WriteAsync(Lane.Alarm, _ => log.AppendAsync([Alarm(1)], default), default));
    }

    [Fact]
    public async Task A_declared_restore_opens_a_newer_epoch_and_the_event_that_says_so_is_its_first()
    {
        await log.AppendAsync([Alarm(1)], default);
        var before = log.Identity;

        await Store.DeclareRestoreAsync((_, after) => Alarm(2) with { Subject = "logs/" + after.Epoch.ToString("x") }, default);

        Assert.True(log.Identity.Epoch > before.Epoch);
        Assert.Equal(before.Epoch, log.Identity.PreviousEpoch);
        var last = (await log.ReadAsync(Lane.Alarm, log.Identity.EpochAfter, 10, null, LogScope.All, default)).Events.Single();
        Assert.Equal(log.Identity.Epoch, last.Epoch);
    }

    [Fact]
    public async Task A_lane_that_is_refused_takes_nothing_and_says_so_while_others_go_on()
    {
        Store.Admits = lane => lane != Lane.Bulk;

        await Assert.ThrowsAsync<LogFullException>(() => log.AppendAsync([Alarm(1) with { Lane = Lane.Bulk }], default));
        await log.AppendAsync([Alarm(2)], default);

        Assert.Equal(0, await log.HeadAsync(Lane.Bulk, default));
    }

    [Fact]
    public async Task A_write_that_may_end_early_is_whole_when_nobody_more_urgent_waits()
    {
        var write = await Store.WriteAsync(Lane.Bulk, write => ImportEarlyAsync(write, 1200, () => Task.CompletedTask), default);

        Assert.Equal((1200, 1200), (write.Taken, write.Appended.Count));
        Assert.Equal(1200, (await log.ReadAsync(Lane.Bulk, 0, 2000, null, LogScope.All, default)).Events.Count);
    }

    protected static async Task<WriteTransaction> ImportEarlyAsync(WriteTransaction write, int count, Func<Task> meanwhile)
    {
        write.MayEndEarly = true;
        await Import(write, [.. Enumerable.Range(1, count).Select(number => Alarm(number) with { Lane = Lane.Bulk, Origin = "430421", Epoch = 5, OriginPosition = number })]);
        await meanwhile();
        return write;
    }

    protected static EventEnvelope Alarm(int number) =>
        EventLog.Envelope(new AlarmDrilled(number.ToString(), number, "tester", "430481", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);

    private static Task Import(WriteTransaction write, params EventEnvelope[] envelopes)
    {
        write.Import(envelopes);
        return Task.CompletedTask;
    }

    private async Task<long> CountAsync(string table)
    {
        await using var connection = await Store.OpenReadAsync(default);
        await using var command = connection.Query("select count(*) from " + table);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

public sealed class SqliteEventLogTests : EventLogContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;

    protected override Task<NodeStore> CreateAsync() => Task.FromResult<NodeStore>(new SqliteStore(Path.Combine(folder, "node.db"), TimeProvider.System));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_and_told_what_to_do()
    {
        var second = new SqliteStore(((SqliteStore)Store).Path, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => second.OpenAsync("430481", default));

        Assert.Contains("in use by another process", refused.Message);
    }

    [Fact]
    public async Task A_long_import_that_may_end_early_makes_way_for_an_alarm_and_says_how_far_it_came()
    {
        await using var log = new EventLog(Store, TimeProvider.System);
        var alarm = Task.CompletedTask;

        var write = await Store.WriteAsync(Lane.Bulk, write => ImportEarlyAsync(write, 1200, async () =>
        {
            // Somebody else's: not of the flow that is writing.
            using (ExecutionContext.SuppressFlow())
                alarm = Task.Run(() => log.AppendAsync([Alarm(1)], default));
            await Eventually.True("the alarm waits for the gate", () => Task.FromResult(((SqliteStore)Store).Gate.IsWanted(Lane.Bulk)));
        }), default);
        await alarm;

        Assert.Equal((500, 500), (write.Taken, write.Appended.Count));
        Assert.Equal(Enumerable.Range(1, 500).Select(number => (long)number), (await log.ReadAsync(Lane.Bulk, 0, 2000, null, LogScope.All, default)).Events.Select(envelope => envelope.OriginPosition));
        Assert.Equal(501, await log.HeadAsync(Lane.Alarm, default));
    }

    [Fact]
    public async Task A_write_that_must_be_whole_is_whole_though_an_alarm_waits()
    {
        await using var log = new EventLog(Store, TimeProvider.System);
        var alarm = Task.CompletedTask;

        await Store.WriteAsync(Lane.Bulk, async write =>
        {
            await ImportEarlyAsync(write, 1200, () => Task.CompletedTask);
            write.MayEndEarly = false;
            using (ExecutionContext.SuppressFlow())
                alarm = Task.Run(() => log.AppendAsync([Alarm(1)], default));
            await Eventually.True("the alarm waits for the gate", () => Task.FromResult(((SqliteStore)Store).Gate.IsWanted(Lane.Bulk)));
        }, default);
        await alarm;

        Assert.Equal(1200, (await log.ReadAsync(Lane.Bulk, 0, 2000, null, LogScope.All, default)).Events.Count);
    }

    [Fact]
    public async Task Nobody_writes_beside_the_gate()
    {
        await using var connection = await Store.OpenReadAsync(default);
        await using var command = connection.Query("delete from kernel_log");

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => command.ExecuteNonQueryAsync());
    }
}

public sealed class PostgresEventLogTests : EventLogContract
{
    private TestPostgres? database;

    protected override async Task<NodeStore> CreateAsync()
    {
        database = await TestPostgres.CreateAsync();
        return new PostgresStore(database.ConnectionString, TimeProvider.System);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task A_process_hears_of_what_another_process_of_the_node_appended()
    {
        await using var other = new PostgresStore(database!.ConnectionString, TimeProvider.System);
        await other.OpenAsync("430481", default);
        await Task.Delay(300);
        var heard = other.Signal.Next(Lane.Alarm);

        await Store.WriteAsync(Lane.Alarm, write =>
        {
            write.Append(Alarm(1));
            return Task.CompletedTask;
        }, default);

        await heard.WaitAsync(TimeSpan.FromSeconds(20));
    }
}
