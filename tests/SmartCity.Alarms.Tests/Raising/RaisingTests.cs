using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Raising;

public sealed class RaisingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_exceedance_rings_with_its_place_and_words_in_both_languages()
    {
        await using var node = await Sample.StartAsync();

        await node.HappensAsync(Sample.Exceeded());

        var alarm = await node.OneAsync("the alarm", alarm => alarm.Rings());
        Assert.Equal("蔡伦中学站：PM2.5超标，180.5 µg/m³（限值 75）", alarm.Text("title"));
        Assert.Equal("蔡伦中学站: PM2.5 over its limit, 180.5 µg/m³ (limit 75)", alarm.Text("titleEnglish"));
        Assert.Equal(("alarm", "open", "430481", "耒阳市"), (alarm.Text("severity"), alarm.Text("state"), alarm.Text("division"), alarm.Text("divisionName")));
        Assert.Equal((112.855, 26.425), (alarm.GetProperty("longitude").GetDouble(), alarm.GetProperty("latitude").GetDouble()));
        Assert.Equal("wang.fang", Assert.Single(alarm.GetProperty("told").EnumerateArray()).GetString());
        Assert.Equal(["alarms.alarm-raised.v1"], await node.ToldAsync());
    }

    [Fact]
    public async Task Its_end_closes_the_alarm_and_rings_nothing()
    {
        await using var node = await Sample.StartAsync();
        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Exceeded("x-2"));
        await Eventually.True("two alarms", async () => (await node.AlarmsAsync()).Count == 2);

        await node.HappensAsync(Sample.Ended());

        var closed = await Eventually.Get("one closed", async () => (await node.AlarmsAsync("state=closed")).FirstOrDefault());
        Assert.NotNull(closed.Text("endedBy"));
        Assert.Null(closed.Text("acknowledgedBy"));
        Assert.Single(await node.AlarmsAsync("ringing=true"));
        Assert.Equal(2, (await node.AlarmsAsync("unacknowledged=true")).Count);
    }

    [Fact]
    public async Task What_begins_and_ends_at_once_is_one_closed_alarm()
    {
        await using var node = await Sample.StartAsync();

        await node.Log.AppendAsync([EventLog.Envelope(Sample.Exceeded(), At), EventLog.Envelope(Sample.Ended(), At)], default);

        await node.OneAsync("closed", alarm => alarm.Is("closed"));
    }

    [Fact]
    public async Task A_link_is_one_alarm_until_each_of_its_lanes_flows_again()
    {
        await using var node = await Sample.StartAsync(Sample.City, duty: null);
        await node.HappensAsync(Sample.Link("Dark", Lane.Alarm));
        await node.HappensAsync(Sample.Link("Dark", Lane.Bulk));
        await node.HappensAsync(Sample.Link("Dark", Lane.Bulk, "down"));
        var dark = await node.OneAsync("three lanes dark", alarm => alarm.GetProperty("parts").GetArrayLength() == 3);
        Assert.Equal("衡阳县（430421）链路中断", dark.Text("title"));

        await node.HappensAsync(Sample.Link("Flowing", Lane.Alarm));
        await node.HappensAsync(Sample.Link("Throttled", Lane.Bulk));
        await node.OneAsync("one lane dark", alarm => alarm.Rings() && alarm.GetProperty("parts").GetArrayLength() == 1);

        await node.HappensAsync(Sample.Link("Flowing", Lane.Bulk, "down"));
        await node.OneAsync("closed", alarm => alarm.Is("closed"));
    }

    [Fact]
    public async Task A_link_that_is_worse_off_than_was_acknowledged_rings_again()
    {
        await using var node = await Sample.StartAsync(Sample.City, duty: null);
        await node.HappensAsync(Sample.Link("Dark"));
        var dark = await node.OneAsync("dark", alarm => alarm.Rings());
        await node.Http.DoAsync(dark.Id(), "acknowledge");

        await node.HappensAsync(Sample.Link("Diverged"));

        var diverged = await Eventually.Get("diverged", async () => (await node.AlarmsAsync("ringing=true")).FirstOrDefault());
        Assert.Equal("衡阳县（430421）链路停止：双方日志分歧", diverged.Text("title"));
        Assert.Equal(dark.Id(), Assert.Single(await node.AlarmsAsync("state=closed")).Id());
    }

    [Fact]
    public async Task A_type_nobody_here_knows_rings_under_its_own_name()
    {
        await using var node = await Sample.StartAsync();

        await node.Log.AppendAsync([Unknown("""{"longitude":112.5,"latitude":26.4,"odd":[1,{}]}"""u8.ToArray())], default);

        var alarm = await node.OneAsync("the alarm", alarm => alarm.Rings());
        Assert.Equal(("未知类型的紧急事件：mine.roof-fallen.v1", "emergency"), (alarm.Text("title"), alarm.Text("severity")));
        Assert.Equal(112.5, alarm.GetProperty("longitude").GetDouble());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"longitude\":\"east\",\"latitude\":400}")]
    [InlineData("not json \0")]
    public async Task Data_that_cannot_be_read_rings_all_the_same(string data)
    {
        await using var node = await Sample.StartAsync();

        await node.Log.AppendAsync([Unknown(System.Text.Encoding.UTF8.GetBytes(data)) with { Type = "environment.limit-exceeded.v1", Lane = Lane.Alarm }], default);

        await node.OneAsync("the alarm", alarm => alarm.Rings() && !alarm.TryGetProperty("longitude", out _));
    }

    [Fact]
    public async Task An_event_of_another_node_rings_here_too()
    {
        await using var node = await Sample.StartAsync(Sample.City, duty: null);
        var told = EventLog.Envelope(Sample.Exceeded(), At) with { Origin = Sample.County, Epoch = 7, OriginPosition = 9, RecordedTime = TimeProvider.System.GetUtcNow() };

        await node.Store.WriteAsync(Lane.Alarm, write =>
        {
            write.Import([told], Sample.County);
            return Task.CompletedTask;
        }, default);

        var alarm = await node.OneAsync("the alarm", alarm => alarm.Rings());
        Assert.Equal((told.Id, Sample.County), (alarm.Id(), alarm.Text("origin")));
    }

    [Fact]
    public async Task What_was_taken_back_after_a_restore_and_what_came_days_late_does_not_ring()
    {
        await using var node = await Sample.StartAsync(Sample.City, duty: null);
        var now = TimeProvider.System.GetUtcNow();
        var told = EventLog.Envelope(Sample.Exceeded(), At) with { Origin = Sample.County, Epoch = 7, OriginPosition = 9, RecordedTime = now, Recovered = true };

        await node.Store.WriteAsync(Lane.Alarm, write =>
        {
            write.Import([told, told with { OriginPosition = 10, Recovered = false, RecordedTime = now.AddDays(-2) }], Sample.County);
            return Task.CompletedTask;
        }, default);

        var late = await node.OneAsync("the late one", _ => true);
        Assert.False(late.Rings());
        Assert.StartsWith("迟到", late.Text("quiet"));
    }

    [Fact]
    public async Task A_station_that_is_back_before_its_silence_is_known_rings_nothing()
    {
        await using var node = await Sample.StartAsync();
        var last = At.ToOffset(TimeSpan.FromHours(8));
        await node.HappensAsync(new StationBack("HY1", "一号站", Sample.County, last, At.AddHours(2)));
        await Eventually.True("the end is remembered", async () => (await node.Services.CheckpointAsync("alarms.endings", Lane.Normal)) > 0);

        await node.HappensAsync(new StationSilent("HY1", "一号站", Sample.County, At, At.AddHours(1)));
        await node.HappensAsync(new StationSilent("HY1", "一号站", Sample.County, At.AddHours(3), At.AddHours(4)));

        await Eventually.True("both silences", async () => (await node.AlarmsAsync()).Count == 2);
        Assert.Single(await node.AlarmsAsync("state=closed"));
        await node.HappensAsync(new StationBack("HY1", "一号站", Sample.County, At.AddHours(3), At.AddHours(5)));
        await Eventually.True("both are over", async () => (await node.AlarmsAsync("state=closed")).Count == 2);
    }

    [Fact]
    public async Task A_line_drill_is_listed_once_and_keeps_quiet()
    {
        await using var node = await Sample.StartAsync();

        for (var number = 1; number <= 20; number++)
            await node.HappensAsync(new AlarmDrilled("d-1", number, "tester", Sample.County, At));

        var drill = await node.OneAsync("all twenty", alarm => alarm.GetProperty("times").GetInt64() == 20);
        Assert.False(drill.Rings());
        Assert.Equal(11, (await node.ToldAsync()).Count);
    }

    [Fact]
    public async Task What_happens_again_after_an_acknowledgement_is_a_new_alarm_unless_something_will_end_it()
    {
        await using var node = await Sample.StartAsync();
        await node.Log.AppendAsync([Unknown("{}"u8.ToArray())], default);
        var first = await node.OneAsync("the first", alarm => alarm.Rings());
        await node.Http.DoAsync(first.Id(), "acknowledge");

        await node.Log.AppendAsync([Unknown("{}"u8.ToArray())], default);

        await Eventually.True("a second", async () => (await node.AlarmsAsync()).Count == 2);
        Assert.NotEqual(first.Id(), Assert.Single(await node.AlarmsAsync("ringing=true")).Id());
    }

    private static EventEnvelope Unknown(byte[] data) => new()
    {
        Lane = Lane.Emergency, Type = "mine.roof-fallen.v1", Subject = "mines/1", Division = Sample.County, Time = At, Data = data,
    };
}
