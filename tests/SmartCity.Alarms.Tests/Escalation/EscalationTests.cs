using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SmartCity.Contracts.Platform;
using SmartCity.TestKit;

namespace SmartCity.Alarms.Tests.Escalation;

public sealed class EscalationTests
{
    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task An_alarm_nobody_acknowledges_goes_down_the_list_to_the_supervisor_and_then_goes_on_ringing()
    {
        await using var node = await Sample.StartAsync(clock: clock);
        await node.HappensAsync(Sample.Exceeded());
        var alarm = await node.OneAsync("it rings", alarm => alarm.Rings());
        Assert.Equal(clock.GetUtcNow().AddMinutes(5), alarm.GetProperty("escalates").GetDateTimeOffset(), TimeSpan.FromSeconds(1));

        foreach (var (step, account) in ((int, string)[])[(2, "li.lei"), (3, "zhao.min")])
        {
            clock.Advance(TimeSpan.FromMinutes(5));
            var told = await node.OneAsync($"step {step}", alarm => alarm.GetProperty("step").GetInt32() == step);
            Assert.Equal(account, told.GetProperty("told").EnumerateArray().Last().GetString());
        }
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await node.OneAsync("unanswered", alarm => alarm.TryGetProperty("unanswered", out _))).Rings());
        clock.Advance(TimeSpan.FromMinutes(5));
        await node.OneAsync("looked at again", alarm => alarm.GetProperty("escalates").GetDateTimeOffset() > clock.GetUtcNow());

        Assert.Equal(["raised wang.fang", "escalated li.lei", "escalated zhao.min", "unanswered system"], await node.HistoryAsync(alarm.Id()));
        Assert.Equal(["alarms.alarm-raised.v1", "alarms.alarm-escalated.v1", "alarms.alarm-escalated.v1", "alarms.alarm-unanswered.v1"], await node.ToldAsync());
        await Eventually.True("health says so", async () => (await HealthAsync(node)).Contains("alarms unanswered", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_emergency_has_two_minutes()
    {
        await using var node = await Sample.StartAsync(clock: clock);
        (await node.Http.PutAsJsonAsync($"{Sample.Route}/rules", new { version = 0, rules = new[] { new { pattern = "*", action = "ring" } } })).EnsureSuccessStatusCode();
        await node.HappensAsync(new EmergencyDrilled("d-1", 1, "tester", Sample.County, clock.GetUtcNow()));
        await node.OneAsync("it rings", alarm => alarm.Rings());

        clock.Advance(TimeSpan.FromMinutes(2));

        await node.OneAsync("the next", alarm => alarm.GetProperty("step").GetInt32() == 2);
    }

    [Fact]
    public async Task An_acknowledgement_ends_it()
    {
        await using var node = await Sample.StartAsync(clock: clock);
        await node.HappensAsync(Sample.Exceeded());
        await node.HappensAsync(Sample.Exceeded("x-2"));
        await Eventually.True("both", async () => (await node.AlarmsAsync()).Count == 2);
        var first = (await node.AlarmsAsync("sort=oldest"))[0];
        await node.Http.DoAsync(first.Id(), "acknowledge", "已派人");

        clock.Advance(TimeSpan.FromMinutes(6));

        await Eventually.True("the other goes on", async () => (await node.AlarmsAsync("ringing=true"))[0].GetProperty("step").GetInt32() == 2);
        Assert.Equal(["raised wang.fang", "acknowledged tester"], await node.HistoryAsync(first.Id()));
    }

    [Fact]
    public async Task No_restart_loses_a_step_or_takes_one_twice()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        try
        {
            await using (var node = await Sample.StartAsync(clock: clock, folder: folder))
            {
                await node.HappensAsync(Sample.Exceeded());
                await node.OneAsync("it rings", alarm => alarm.Rings());
            }
            clock.Advance(TimeSpan.FromMinutes(30));
            await using (var node = await Sample.StartAsync(duty: null, clock: clock, folder: folder))
                await node.OneAsync("one step, and five minutes for it", alarm => alarm.GetProperty("step").GetInt32() == 2
                    && alarm.GetProperty("escalates").GetDateTimeOffset() - clock.GetUtcNow() <= TimeSpan.FromMinutes(5));
            clock.Advance(TimeSpan.FromMinutes(5));
            await using (var node = await Sample.StartAsync(duty: null, clock: clock, folder: folder))
            {
                var alarm = await node.OneAsync("the supervisor", alarm => alarm.GetProperty("step").GetInt32() == 3);
                Assert.Equal(["raised wang.fang", "escalated li.lei", "escalated zhao.min"], await node.HistoryAsync(alarm.Id()));
                Assert.Equal(3, (await node.ToldAsync()).Count);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Where_nobody_is_on_duty_it_says_so_and_whoever_comes_on_duty_is_told()
    {
        await using var node = await Sample.StartAsync(duty: null, clock: clock);
        await node.HappensAsync(Sample.Exceeded());
        await node.OneAsync("it rings", alarm => alarm.Rings() && alarm.GetProperty("step").GetInt32() == 0);
        clock.Advance(TimeSpan.FromMinutes(5));
        await node.OneAsync("unanswered", alarm => alarm.TryGetProperty("unanswered", out _));
        await Eventually.True("health says what helps", async () => (await HealthAsync(node)).Contains("duty/list", StringComparison.Ordinal));

        await node.PutDutyAsync(Sample.Duty);
        clock.Advance(TimeSpan.FromMinutes(5));

        var told = await node.OneAsync("the first of the list", alarm => alarm.GetProperty("step").GetInt32() == 1);
        Assert.False(told.TryGetProperty("unanswered", out _));
    }

    [Fact]
    public async Task What_nothing_will_end_is_closed_a_while_after_it_was_acknowledged()
    {
        await using var node = await Sample.StartAsync(clock: clock, settings: new Dictionary<string, string?> { ["Alarms:ClosesAfter"] = "00:30:00" });
        await node.HappensAsync(new AlarmDrilled("d-1", 1, "tester", Sample.County, clock.GetUtcNow()));
        await node.HappensAsync(Sample.Exceeded());
        await Eventually.True("both", async () => (await node.AlarmsAsync()).Count == 2);
        await node.Http.DoAsync((await node.AlarmsAsync("ringing=true"))[0].Id(), "acknowledge");

        clock.Advance(TimeSpan.FromMinutes(30));

        var closed = await Eventually.Get("the drill", async () => (await node.AlarmsAsync("state=closed")).FirstOrDefault());
        Assert.Equal(("platform.alarm-drilled.v1", "system"), (closed.Text("type"), closed.Text("closedBy")));
        Assert.Equal("environment.limit-exceeded.v1", Assert.Single(await node.AlarmsAsync("state=acknowledged")).Text("type"));
    }

    private static async Task<string> HealthAsync(TestNode node) => (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetRawText();
}
