using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Contracts.Security;
using SmartCity.Desks;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Live;

public sealed class LiveReadingsTests
{
    [Fact]
    public async Task Fifty_pages_of_equal_rights_share_one_reading_at_most_twice_a_second()
    {
        await using var node = await TestSite.StartAsync();
        var readings = node.Services.GetRequiredService<LiveReadings>();
        var (reading, told) = (new Counted(), 0);
        var watches = Enumerable.Range(0, 50).Select(page => readings.Watch(Who("zhao" + page, "federation:read:*"), reading, _ => Interlocked.Increment(ref told))).ToList();
        await Eventually.True("the first reading reached all pages", () => Task.FromResult(Volatile.Read(ref told) >= 50));
        var (before, began) = (reading.Count, TimeProvider.System.GetTimestamp());
        for (var burst = 0; burst < 20; burst++)
        {
            await node.Log.AppendAsync(new AlarmDrilled("d", burst, "test", "430481", TimeProvider.System.GetUtcNow()), CancellationToken.None);
            await Task.Delay(100);
        }
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        watches.ForEach(watch => watch.Dispose());
        Assert.InRange(reading.Count - before, 2, (int)(2 * seconds) + 2);
    }

    [Fact]
    public async Task An_event_is_on_the_page_within_a_second()
    {
        await using var node = await TestSite.StartAsync();
        var readings = node.Services.GetRequiredService<LiveReadings>();
        var reading = new Counted();
        var arrived = new SemaphoreSlim(0);
        using var watch = readings.Watch(Who("zhao", "federation:read:*"), reading, _ => arrived.Release());
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20)));
        await Task.Delay(700);
        var began = TimeProvider.System.GetTimestamp();
        await node.Log.AppendAsync(new AlarmDrilled("d", 1, "test", "430481", TimeProvider.System.GetUtcNow()), CancellationToken.None);
        Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 1);
    }

    [Fact]
    public async Task Pages_of_other_rights_get_what_their_own_rights_give()
    {
        await using var node = await TestSite.StartAsync();
        var readings = node.Services.GetRequiredService<LiveReadings>();
        var path = new LivePath<object>("/api/federation/v1/links");
        LiveValue<object>? may = null, mayNot = null;
        using var one = readings.Watch(Who("zhao", "federation:read:*"), path, value => may = value);
        using var other = readings.Watch(Who("qian", "environment:read:*"), path, value => mayNot = value);
        await Eventually.True("both were told", () => Task.FromResult(may is not null && mayNot is not null));
        Assert.NotNull(may!.Value);
        Assert.Equal(403, mayNot!.Refused?.Status);
        Assert.Null(mayNot.Value);
    }

    [Fact]
    public async Task A_reading_without_lanes_goes_on_by_time_and_one_that_throws_says_so_and_goes_on()
    {
        await using var node = await TestSite.StartAsync();
        var readings = node.Services.GetRequiredService<LiveReadings>();
        var reading = new Failing();
        var told = new List<LiveValue<string>>();
        using var watch = readings.Watch(Who("zhao", "federation:read:*"), reading, value => { lock (told) told.Add(value); });
        await Eventually.True("it failed once and was read again", () => Task.FromResult(told.Count >= 2));
        Assert.Equal(500, told[0].Refused?.Status);
        Assert.Equal("well", told[1].Value);
    }

    [Fact]
    public async Task What_may_wait_and_takes_long_to_read_is_read_the_less_often()
    {
        await using var node = await TestSite.StartAsync();
        var reading = new Long();
        using var watch = node.Services.GetRequiredService<LiveReadings>().Watch(Who("zhao", "federation:read:*"), reading, _ => { });
        for (var burst = 0; burst < 40; burst++)
        {
            await node.Log.AppendAsync(new AlarmDrilled("d", burst, "test", "430481", TimeProvider.System.GetUtcNow()), CancellationToken.None);
            await Task.Delay(100);
        }
        // Once at first; then a reading of 300 ms rests for nearly six seconds.
        Assert.InRange(reading.Count, 1, 2);
    }

    private static Operator Who(string id, params string[] rights) => new(id, id, [.. rights.Select(text => Right.TryParse(text, out var right) ? right : default)]);

    private sealed class Counted : ILiveReading<string>
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public string Key => "counted";

        public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

        public Task<Answer<string>> ReadAsync(NodeApi api, CancellationToken cancellation) => Task.FromResult(new Answer<string>(Interlocked.Increment(ref count).ToString(System.Globalization.CultureInfo.InvariantCulture), null));
    }

    private sealed class Long : ILiveReading<string>
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public string Key => "long";

        public IReadOnlyList<Lane> Lanes => [Lane.Alarm];

        public TimeSpan Shortest => TimeSpan.FromSeconds(1);

        public async Task<Answer<string>> ReadAsync(NodeApi api, CancellationToken cancellation)
        {
            Interlocked.Increment(ref count);
            await Task.Delay(300, cancellation);
            return new("long", null);
        }
    }

    private sealed class Failing : ILiveReading<string>
    {
        private int count;

        public string Key => "failing";

        public IReadOnlyList<Lane> Lanes => [];

        public TimeSpan Longest => TimeSpan.FromMilliseconds(600);

        public Task<Answer<string>> ReadAsync(NodeApi api, CancellationToken cancellation) =>
            ++count == 1 ? throw new InvalidOperationException("first") : Task.FromResult(new Answer<string>("well", null));
    }
}
