using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.AirQuality;

public sealed class HourlyReportTests
{
    [Fact]
    public async Task The_index_of_an_hour_is_told_once_and_pollutants_with_too_few_minutes_have_no_part_in_it()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync(minuteMinutes: 15);
        var hour = TimeProvider.System.GetUtcNow() is var now ? new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero).AddHours(-1) : default;
        using var station = await RawStation.CallAsync(hub.Port);
        // Four minutes readings an hour: three valid ones are enough for PM2.5, two are not for PM10.
        foreach (var (quarter, mark) in new[] { (0, "N"), (1, "N"), (2, "D") })
            await UploadAsync(station, 2051, hour.AddMinutes(15 * quarter), $"a34004-Avg=40,a34004-Flag=N;a34002-Avg=300,a34002-Flag={mark}");
        await UploadAsync(station, 2061, hour, "a34004-Avg=60.0,a34004-Flag=N;a34002-Avg=300,a34002-Flag=N");

        var told = await Eventually.Get("the index", async () => (await hub.EventsAsync<AirQualityReported>()).LastOrDefault());

        Assert.Equal((100, 2, "良", "HJ 633-2026"), (told.Aqi, told.Level, told.Class, told.Edition));
        Assert.Equal(["PM2.5"], told.PrimaryPollutants);
        Assert.Contains("PM10", told.Missing);
        var listed = (await hub.GetAsync($"/stations/{Hub.Mn}/aqi")).GetProperty("items")[0];
        Assert.Equal((100, "#FFFF00"), (listed.GetProperty("aqi").GetInt32(), listed.GetProperty("colour").GetString()));

        var newest = (await hub.GetAsync("/air-quality")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal((Hub.Mn, 100, "良", hour), (newest.GetProperty("stationId").GetString(), newest.GetProperty("aqi").GetInt32(), newest.GetProperty("class").GetString(), newest.GetProperty("hour").GetDateTimeOffset()));

        await UploadAsync(station, 2051, hour.AddMinutes(45), "a34002-Avg=300,a34002-Flag=N");
        var again = await Eventually.Get("the completed hour", async () => (await hub.EventsAsync<AirQualityReported>()).ElementAtOrDefault(1));
        Assert.DoesNotContain("PM10", again.Missing);
    }

    [Fact]
    public async Task Completeness_says_for_each_hour_how_much_came_and_how_much_of_it_is_valid()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync(minuteMinutes: 15);
        var now = TimeProvider.System.GetUtcNow();
        var hour = new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero).AddHours(-2);
        using var station = await RawStation.CallAsync(hub.Port);
        foreach (var (quarter, mark) in new[] { (0, "N"), (1, "D"), (3, "N") })
            await UploadAsync(station, 2051, hour.AddMinutes(15 * quarter), $"a34004-Avg=40,a34004-Flag={mark}");

        var items = (await hub.GetAsync($"/stations/{Hub.Mn}/completeness?of=minute")).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(24, items.Count);
        var found = items.Single(item => item.GetProperty("from").GetDateTimeOffset() == hour);
        Assert.Equal((4, 3, 75m, 50m), (found.GetProperty("expected").GetInt32(), found.GetProperty("there").GetInt32(), found.GetProperty("percent").GetDecimal(), found.GetProperty("factors")[0].GetProperty("validPercent").GetDecimal()));
    }

    [Fact]
    public async Task A_station_that_was_just_registered_owes_nothing_and_what_it_sent_of_the_past_makes_no_share_of_it()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync(minuteMinutes: 15);
        using var station = await RawStation.CallAsync(hub.Port);
        var now = TimeProvider.System.GetUtcNow();
        await UploadAsync(station, 2051, new DateTimeOffset(now.UtcTicks - now.UtcTicks % TimeSpan.TicksPerHour, TimeSpan.Zero).AddHours(-2), "a34004-Avg=40,a34004-Flag=N");

        var share = (await hub.GetAsync("/completeness")).GetProperty("items").EnumerateArray().Single();

        Assert.Equal((0, 0), (share.GetProperty("expected").GetInt32(), share.GetProperty("there").GetInt32()));
        Assert.False(share.TryGetProperty("percent", out _));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await hub.Http.GetAsync("/api/environment/v1/completeness?hours=0")).StatusCode);
    }

    private static async Task UploadAsync(RawStation station, int cn, DateTimeOffset at, string cp)
    {
        await station.SendAsync(RawStation.Upload(Hub.Mn, at, cp, cn));
        Assert.Equal("9014", RawStation.Field(await station.ReceiveAsync(), "CN"));
    }
}
