using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.TestKit;
using static SmartCity.EnvironmentMonitoring.Gaps.Gaps;

namespace SmartCity.EnvironmentMonitoring.Tests.Gaps;

public sealed class GapTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Missing_periods_are_named_in_runs_and_counted_from_midnight_in_Beijing()
    {
        HashSet<DateTimeOffset> there = [Midnight.AddHours(1), Midnight.AddHours(4)];

        var runs = Missing(there, Midnight.AddMinutes(-30), Midnight.AddHours(6), TimeSpan.FromHours(1)).ToList();

        Assert.Equal([(Midnight, Midnight, 1), (Midnight.AddHours(2), Midnight.AddHours(3), 2), (Midnight.AddHours(5), Midnight.AddHours(5), 1)], runs);
        Assert.Empty(Missing(new HashSet<DateTimeOffset> { Midnight }, Midnight, Midnight.AddDays(1), TimeSpan.FromDays(1)));
    }

    [Fact]
    public void The_interval_of_minute_data_is_learned_from_what_a_station_sends()
    {
        Assert.Equal(5, LearnedMinutes([Midnight, Midnight.AddMinutes(20), Midnight.AddMinutes(25)]));
        Assert.Null(LearnedMinutes([Midnight]));
    }

    [Fact]
    public async Task An_hour_that_never_came_is_found_asked_for_again_filled_and_told()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?>
        {
            ["EnvironmentMonitoring:Gaps:Enabled"] = "true", ["EnvironmentMonitoring:Gaps:Every"] = "00:00:00.2", ["EnvironmentMonitoring:Gaps:AgainAfter"] = "00:00:00.5",
        });
        await hub.RegisterAsync();
        var hour = Floor(TimeProvider.System.GetUtcNow(), 1).AddHours(-2);
        using (var upload = await RawStation.CallAsync(hub.Port))
            foreach (var back in (int[])[4, 2, 1, 0])
            {
                await upload.SendAsync(RawStation.Upload(Hub.Mn, hour.AddHours(-back), "a34004-Avg=35.0,a34004-Flag=N", cn: 2061));
                Assert.NotNull(await upload.ReceiveAsync());
            }

        var found = await Eventually.Get("the gap", async () => (await hub.EventsAsync<DataGapFound>()).Find(gap => gap.Kind == "hour"));
        Assert.Equal((hour.AddHours(-3), hour.AddHours(-3), 1), (found.From, found.To, found.Periods));
        await using var station = new RunningStation(hub.Port);
        station.Simulator.UploadNow();

        var filled = await Eventually.Get("the gap to be filled", async () => (await hub.EventsAsync<DataGapFilled>()).Find(gap => gap.GapId == found.GapId));
        Assert.True(filled.TimesAsked >= 1);
        Assert.Contains(await hub.ReadingsAsync(kind: "hour"), reading => reading.GetProperty("at").GetDateTimeOffset() == hour.AddHours(-3) && reading.GetProperty("late").GetBoolean());
        Assert.Single(await hub.EventsAsync<DataGapFound>(), gap => gap.GapId == found.GapId);
        Assert.Contains((await hub.GetAsync("/gaps?open=false")).GetProperty("items").EnumerateArray(), gap => gap.GetProperty("gapId").GetString() == found.GapId);
    }

    [Fact]
    public async Task A_station_that_falls_silent_is_told_once_and_again_when_it_is_back()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?> { ["EnvironmentMonitoring:SilentAfter"] = "00:00:05" });
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        await station.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow(), "a34004-Rtd=1"));
        await station.ReceiveAsync();

        await Eventually.True("the silence", async () => (await hub.EventsAsync<StationSilent>()).Count == 1);
        Assert.True((await hub.GetAsync($"/stations/{Hub.Mn}")).TryGetProperty("silentSince", out _));
        await station.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow(), "a34004-Rtd=1"));
        await station.ReceiveAsync();

        await Eventually.True("the return", async () => (await hub.EventsAsync<StationBack>()).Count == 1);
        Assert.Single(await hub.EventsAsync<StationSilent>());
    }

    private static DateTimeOffset Floor(DateTimeOffset time, int hours) => new(time.UtcTicks - time.UtcTicks % (hours * TimeSpan.TicksPerHour), TimeSpan.Zero);
}
