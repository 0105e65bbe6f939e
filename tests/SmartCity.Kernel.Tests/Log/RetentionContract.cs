using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Health;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Log;

/// <summary>What retention promises on every store. The tests of a store inherit it.</summary>
public abstract class RetentionContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RetentionOptions options = new();
    private readonly Keeper link = new();
    private readonly List<KnownSubscriber> subscribers = [];
    private NodeHealth health = null!;
    private Retention retention = null!;

    private protected FakeTimeProvider Clock { get; } = new(Start);

    private protected NodeStore Store { get; private set; } = null!;

    private protected abstract Task<NodeStore> OpenAsync();

    public async ValueTask InitializeAsync()
    {
        health = new(Clock);
        await ReopenAsync();
    }

    private async Task ReopenAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        Store = await OpenAsync();
        await Store.OpenAsync("430481", default);
        retention = Make();
    }

    private Retention Make() => new(Store, new RetentionHolders(Store, new Checkpoints(Store), subscribers, [link]), health, Options.Create(options), Clock, NullLogger<Retention>.Instance);

    public virtual async ValueTask DisposeAsync()
    {
        if (Store is not null)
            await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_everybody_has_read_goes_when_it_is_old_and_leaves_a_tombstone()
    {
        var old = await AppendAsync(Lane.Normal, 3);
        Clock.Advance(TimeSpan.FromDays(401));
        var young = await AppendAsync(Lane.Normal, 2);

        await retention.PassAsync(default);

        Assert.Equal(young, await PositionsAsync(Lane.Normal));
        Assert.Equal([(0, old[^1], 3L, "Log:KeepDays")], await TombstonesAsync(Lane.Normal));
    }

    [Theory]
    [InlineData(Lane.Emergency)]
    [InlineData(Lane.Alarm)]
    [InlineData(Lane.Normal)]
    public async Task What_one_subscriber_has_not_read_stays_however_old_it_is(Lane lane)
    {
        var positions = await AppendAsync(lane, 4);
        await SubscribeAsync("slow", lane, positions[1]);
        Clock.Advance(TimeSpan.FromDays(4000));

        await retention.PassAsync(default);

        Assert.Equal(positions[2..], await PositionsAsync(lane));
    }

    [Fact]
    public async Task A_parked_event_holds_the_log_until_it_is_dealt_with()
    {
        var positions = await AppendAsync(Lane.Alarm, 4);
        await RunAsync($"insert into kernel_parked (subscriber, lane, position, subject, attempts, parked) values ('s', {(int)Lane.Alarm}, {positions[2]}, 'x', 1, 0)");
        Clock.Advance(TimeSpan.FromDays(500));

        await retention.PassAsync(default);
        Assert.Equal(positions[2..], await PositionsAsync(Lane.Alarm));

        await RunAsync("delete from kernel_parked");
        await retention.PassAsync(default);
        Assert.Empty(await PositionsAsync(Lane.Alarm));
    }

    [Fact]
    public async Task A_link_that_has_not_acknowledged_holds_the_log()
    {
        var positions = await AppendAsync(Lane.Alarm, 4);
        link.NeedsAfter = positions[0];
        Clock.Advance(TimeSpan.FromDays(500));

        await retention.PassAsync(default);

        Assert.Equal(positions[1..], await PositionsAsync(Lane.Alarm));
    }

    [Fact]
    public async Task The_checkpoint_of_an_absent_module_holds_the_log_and_alarms_until_it_is_given_up()
    {
        var positions = await AppendAsync(Lane.Normal, 2);
        await CheckpointAsync("gone.copy", Lane.Normal, 0);
        Clock.Advance(TimeSpan.FromDays(500));

        await retention.PassAsync(default);
        Assert.Equal(positions, await PositionsAsync(Lane.Normal));
        Assert.Equal(("checkpoint gone.copy Normal", HealthStatus.Degraded), Assert.Single(health.Entries.Select(entry => (entry.Name, entry.Status))));

        Assert.True(await new Checkpoints(Store).ForgetAsync("gone.copy", Lane.Normal, default));
        await retention.PassAsync(default);
        Assert.Empty(await PositionsAsync(Lane.Normal));
        Assert.Empty(health.Entries);
    }

    [Fact]
    public async Task Bulk_stays_for_its_time_after_everybody_has_read_it_not_after_it_was_written()
    {
        var positions = await AppendAsync(Lane.Bulk, 3);
        link.NeedsAfter = 0;
        await retention.PassAsync(default);
        Clock.Advance(TimeSpan.FromDays(5));
        link.NeedsAfter = long.MaxValue;
        await retention.PassAsync(default);
        Clock.Advance(TimeSpan.FromHours(71));
        await ReopenAsync();
        await retention.PassAsync(default);
        Assert.Equal(positions, await PositionsAsync(Lane.Bulk));

        Clock.Advance(TimeSpan.FromHours(2));
        await retention.PassAsync(default);

        Assert.Empty(await PositionsAsync(Lane.Bulk));
        Assert.Equal([(0, positions[^1], 3L, "Log:BulkKeep")], await TombstonesAsync(Lane.Bulk));
        Assert.Empty(await PositionsAsync(Lane.Normal));
    }

    [Fact]
    public async Task Bulk_beyond_its_greatest_age_waits_for_nobody_and_the_loss_is_told()
    {
        var positions = await AppendAsync(Lane.Bulk, 3);
        link.NeedsAfter = positions[0];
        Clock.Advance(TimeSpan.FromDays(15));

        await retention.PassAsync(default);

        Assert.Empty(await PositionsAsync(Lane.Bulk));
        var dropped = Assert.Single(await DroppedAsync());
        Assert.Equal((Lane.Bulk, positions[0], positions[2], 2L, "Log:BulkMaxAge; not read by links"), (dropped.Lane, dropped.AfterPosition, dropped.ThroughPosition, dropped.Events, dropped.Reason));
        Assert.Equal([(0, positions[0], 1L, "Log:BulkMaxAge"), (positions[0], positions[2], 2L, "Log:BulkMaxAge, before everybody had read it")], await TombstonesAsync(Lane.Bulk));
        Assert.Contains(health.Entries, entry => entry is { Name: "log Bulk", Status: HealthStatus.Degraded } && entry.Detail!.Contains("links"));
    }

    [Fact]
    public async Task More_Bulk_than_may_be_kept_loses_its_oldest_and_keeps_the_newest_that_fit()
    {
        var positions = await AppendAsync(Lane.Bulk, 10);
        link.NeedsAfter = 0;
        var one = await ScalarAsync($"select length(data) from kernel_log where position = {positions[0]}");
        options.BulkMaxBytes = one * 4;

        await retention.PassAsync(default);
        Assert.Equal(positions[6..], await PositionsAsync(Lane.Bulk));

        var more = await AppendAsync(Lane.Bulk, 2);
        await retention.PassAsync(default);
        long[] left = [.. positions[8..], .. more];
        Assert.Equal(left, await PositionsAsync(Lane.Bulk));
        Assert.Equal([6L, 2L], (await DroppedAsync()).Select(dropped => dropped.Events));
    }

    [Fact]
    public async Task On_a_short_disk_Bulk_that_everybody_has_read_goes_at_once_and_nothing_else()
    {
        var bulk = await AppendAsync(Lane.Bulk, 3);
        var normal = await AppendAsync(Lane.Normal, 1);
        link.NeedsAfter = bulk[1];
        retention.DiskShort = true;

        await retention.PassAsync(default);

        Assert.Equal(bulk[2..], await PositionsAsync(Lane.Bulk));
        Assert.Equal(normal, await PositionsAsync(Lane.Normal));
    }

    [Fact]
    public async Task A_long_deletion_is_done_in_short_turns_that_add_up()
    {
        var positions = await AppendAsync(Lane.Bulk, 1300);
        link.NeedsAfter = 0;
        Clock.Advance(TimeSpan.FromDays(15));

        await retention.PassAsync(default);

        Assert.Equal([500L, 500L, 300L], (await DroppedAsync()).Select(dropped => dropped.Events));
        Assert.Equal([(0, positions[^1], 1300L, "Log:BulkMaxAge, before everybody had read it")], await TombstonesAsync(Lane.Bulk));
    }

    [Fact]
    public async Task What_is_lost_is_told_even_while_the_disk_refuses_the_lane_it_is_told_in()
    {
        await AppendAsync(Lane.Bulk, 1);
        link.NeedsAfter = 0;
        Clock.Advance(TimeSpan.FromDays(15));
        Store.Admits = lane => lane < Lane.Normal;

        await retention.PassAsync(default);

        Assert.Single(await DroppedAsync());
    }

    [Fact]
    public async Task Numbering_goes_on_after_everything_was_deleted_and_the_node_started_again()
    {
        var last = (await AppendAsync(Lane.Normal, 3)).Max();
        Clock.Advance(TimeSpan.FromDays(500));
        await retention.PassAsync(default);
        Assert.Equal(0, await ScalarAsync("select count(*) from kernel_log"));

        await ReopenAsync();
        var next = await AppendAsync(Lane.Alarm, 1);

        Assert.True(next[0] > last, $"{next[0]} comes after {last}");
    }

    [Fact]
    public async Task A_restore_declared_on_an_emptied_log_still_knows_where_the_new_epoch_begins()
    {
        var last = (await AppendAsync(Lane.Normal, 3)).Max();
        Clock.Advance(TimeSpan.FromDays(500));
        await retention.PassAsync(default);

        await Store.DeclareRestoreAsync((_, _) => EventLog.Envelope(Event(Lane.Normal, 1), Clock.GetUtcNow()), default);

        Assert.Equal(last, Store.Identity.EpochAfter);
    }

    [Fact]
    public async Task Tombstones_stay_few_and_lose_nothing_when_reasons_take_turns()
    {
        for (var number = 1; number <= 250; number++)
            await Store.WriteAsync(Lane.Bulk, write => RetentionTables.BuryAsync(write, Lane.Bulk, number, new(1, 10, number % 2 == 0 ? "even" : "odd", false)), default);

        var tombstones = await TombstonesAsync(Lane.Bulk);

        Assert.InRange(tombstones.Count, 1, 101);
        Assert.Equal(250, tombstones.Sum(tombstone => tombstone.Events));
        Assert.Equal([0, .. tombstones.SkipLast(1).Select(tombstone => tombstone.Through)], tombstones.Select(tombstone => tombstone.After));
    }

    [Fact]
    public async Task What_was_done_and_answered_long_ago_is_forgotten_but_not_the_deeds_of_one_that_stands_still()
    {
        await CauseAsync("runs", 1);
        await CauseAsync("halted", 2);
        await SubscribeAsync("halted", Lane.Normal, 0);
        await RunAsync("update kernel_checkpoints set halted = 'poison'");
        await RunAsync($"insert into kernel_idempotency (caller, key, request, status, owner, at) values ('c', 'k', 'h', 200, 'o', {Instant.ToMicroseconds(Clock.GetUtcNow())})");
        Clock.Advance(TimeSpan.FromDays(6.9));
        await retention.PassAsync(default);
        Assert.Equal((2L, 1L), (await ScalarAsync("select count(*) from kernel_causes"), await ScalarAsync("select count(*) from kernel_idempotency")));

        Clock.Advance(TimeSpan.FromDays(24));
        await retention.PassAsync(default);

        Assert.Equal((1L, 0L), (await ScalarAsync("select count(*) from kernel_causes where subscriber = 'halted'"), await ScalarAsync("select count(*) from kernel_idempotency")));
        Assert.Equal(0L, await ScalarAsync("select count(*) from kernel_causes where subscriber = 'runs'"));
    }

    private static IEvent Event(Lane lane, int number) => lane switch
    {
        Lane.Emergency => new EmergencyDrilled("d", number, "t", "430481", Start),
        Lane.Alarm => new AlarmDrilled("d", number, "t", "430481", Start),
        Lane.Normal => new NormalDrilled("d", number, "t", "430481", Start),
        _ => new BulkDrilled("d", 1, "t", "430481", Start),
    };

    private async Task<long[]> AppendAsync(Lane lane, int count)
    {
        var write = await Store.WriteAsync(lane, write =>
        {
            for (var number = 1; number <= count; number++)
                write.Append(EventLog.Envelope(Event(lane, number), Clock.GetUtcNow()));
            return Task.FromResult(write);
        }, default);
        return [.. write.Appended.Select(appended => appended.Position)];
    }

    private Task<long[]> PositionsAsync(Lane lane) => ReadAsync($"select position from kernel_log where lane = {(int)lane} order by position", row => row.GetInt64(0));

    private async Task<List<(long After, long Through, long Events, string Reason)>> TombstonesAsync(Lane lane) =>
        [.. await ReadAsync($"select after_position, through_position, events, reason from kernel_tombstones where lane = {(int)lane} order by through_position", row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetString(3)))];

    private async Task<List<EventsDropped>> DroppedAsync()
    {
        await using var log = new EventLog(Store, Clock);
        return [.. (await log.ReadAsync(Lane.Normal, 0, 100, ["platform.events-dropped.v1"], LogScope.All, default)).Events.Select(envelope => (EventsDropped)EventJson.Read(envelope))];
    }

    private async Task SubscribeAsync(string name, Lane lane, long position)
    {
        subscribers.Add(new(name, () => [lane]));
        await CheckpointAsync(name, lane, position);
    }

    private Task CheckpointAsync(string name, Lane lane, long position) =>
        RunAsync($"insert into kernel_checkpoints (subscriber, lane, position, updated) values ('{name}', {(int)lane}, {position}, 0)");

    private Task CauseAsync(string name, int position) =>
        RunAsync($"insert into kernel_causes (subscriber, origin, epoch, position, at) values ('{name}', '430481', 1, {position}, {Instant.ToMicroseconds(Clock.GetUtcNow())})");

    private Task RunAsync(string sql) => Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync(sql), default);

    private async Task<long> ScalarAsync(string sql) => (await ReadAsync(sql, row => Convert.ToInt64(row.GetValue(0), null)))[0];

    private async Task<T[]> ReadAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var connection = await Store.OpenReadAsync(default);
        await using var command = connection.Query(sql);
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await row.ReadAsync())
            all.Add(read(row));
        return [.. all];
    }

    private sealed class Keeper : ILogKeeper
    {
        public string Name => "links";

        public long NeedsAfter { get; set; } = long.MaxValue;

        public Task<long> NeedsAfterAsync(Lane lane, CancellationToken cancellation) => Task.FromResult(NeedsAfter);
    }
}

public sealed class SqliteRetentionTests : RetentionContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;

    private protected override Task<NodeStore> OpenAsync() => Task.FromResult<NodeStore>(new SqliteStore(Path.Combine(folder, "node.db"), Clock));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

public sealed class PostgresRetentionTests : RetentionContract
{
    private TestPostgres? database;

    private protected override async Task<NodeStore> OpenAsync() => new PostgresStore((database ??= await TestPostgres.CreateAsync()).ConnectionString, Clock);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }
}
