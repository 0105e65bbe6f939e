using System.Net;
using System.Net.Http.Json;
using SmartCity.Contracts.EnvironmentMonitoring;

namespace SmartCity.EnvironmentMonitoring.Tests.Limits;

public sealed class ExceedanceTests
{
    private const string LimitPath = $"/api/environment/v1/stations/{Hub.Mn}/limits/a34004/real-time";

    [Fact]
    public async Task An_exceedance_begun_before_a_restart_peaks_and_ends_after_it()
    {
        var folder = Directory.CreateTempSubdirectory("environment-restart-").FullName;
        var began = TimeProvider.System.GetUtcNow();
        await using (var hub = await Hub.StartAsync(folder: folder))
        {
            await hub.RegisterAsync();
            await SetLimitAsync(hub);
            await UploadAsync(hub, (began, "80"));
        }
        await using (var hub = await Hub.StartAsync(folder: folder))
        {
            await UploadAsync(hub, (began.AddSeconds(1), "190"), (began.AddSeconds(2), "100"), (began.AddSeconds(3), "60"));

            var exceeded = Assert.Single(await hub.EventsAsync<LimitExceeded>());
            var ended = Assert.Single(await hub.EventsAsync<ExceedanceEnded>());
            Assert.Equal((exceeded.ExceedanceId, 190m, 80m, 75m), (ended.ExceedanceId, ended.Peak, exceeded.Value, ended.Limit));
            Assert.Equal(("细微颗粒物 PM2.5", 112.85), (exceeded.FactorName, exceeded.Longitude));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Late_invalid_and_wild_readings_are_stored_and_raise_no_alarm()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        await SetLimitAsync(hub);
        var now = TimeProvider.System.GetUtcNow();
        using var station = await RawStation.CallAsync(hub.Port);
        foreach (var upload in new[]
        {
            RawStation.Upload(Hub.Mn, now.AddHours(-2), "a34004-Rtd=500,a34004-Flag=N"), RawStation.Upload(Hub.Mn, now, "a34004-Rtd=500,a34004-Flag=C"),
            RawStation.Upload(Hub.Mn, DateTimeOffset.UnixEpoch.AddDays(1), "a34004-Rtd=500,a34004-Flag=N"),
        })
        {
            await station.SendAsync(upload);
            Assert.NotNull(await station.ReceiveAsync());
        }

        var readings = await hub.ReadingsAsync();
        Assert.Equal([(false, true, true), (true, false, true), (false, false, false)], readings.Select(reading =>
            (reading.GetProperty("late").GetBoolean(), reading.GetProperty("wildClock").GetBoolean(), reading.GetProperty("values")[0].TryGetProperty("overLimit", out var over) && over.GetBoolean())));
        Assert.Empty(await hub.EventsAsync<LimitExceeded>());
    }

    [Fact]
    public async Task An_exceedance_that_is_on_ends_when_its_limit_is_removed()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        await SetLimitAsync(hub);
        var now = TimeProvider.System.GetUtcNow();
        await UploadAsync(hub, (now, "80"));

        Assert.Equal(HttpStatusCode.NoContent, (await hub.Http.DeleteAsync(LimitPath)).StatusCode);
        Assert.Equal(80m, Assert.Single(await hub.EventsAsync<ExceedanceEnded>()).Peak);
        await SetLimitAsync(hub);
        await UploadAsync(hub, (now.AddSeconds(1), "90"));
        Assert.Equal(2, (await hub.EventsAsync<LimitExceeded>()).Count);
    }

    [Fact]
    public async Task A_limit_is_set_listed_and_removed_by_those_who_may_and_its_unit_must_fit()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var reader = hub.Node.Client(hub.Node.Token("environment:read:430481"));
        using var neighbour = hub.Node.Client(hub.Node.Token("environment:configure:430421"));

        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PutAsJsonAsync(LimitPath, new { limit = 75, unit = "µg/m³" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await neighbour.PutAsJsonAsync(LimitPath, new { limit = 75, unit = "µg/m³" })).StatusCode);
        var wrong = await hub.Http.PutAsJsonAsync(LimitPath, new { limit = 75, unit = "dB" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("µg/m³", await wrong.Content.ReadAsStringAsync());

        await SetLimitAsync(hub);
        var listed = Assert.Single((await hub.GetAsync($"/stations/{Hub.Mn}/limits")).GetProperty("items").EnumerateArray());
        Assert.Equal((75m, "station"), (listed.GetProperty("limit").GetDecimal(), listed.GetProperty("setBy").GetString()));
        Assert.Equal(HttpStatusCode.NoContent, (await hub.Http.DeleteAsync(LimitPath)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await hub.Http.DeleteAsync(LimitPath)).StatusCode);
        Assert.Single(await hub.EventsAsync<LimitSet>());
        Assert.Single(await hub.EventsAsync<LimitRemoved>());
    }

    private static async Task SetLimitAsync(Hub hub) =>
        Assert.Equal(HttpStatusCode.OK, (await hub.Http.PutAsJsonAsync(LimitPath, new { limit = 75, unit = "ug/m3" })).StatusCode);

    private static async Task UploadAsync(Hub hub, params (DateTimeOffset At, string Value)[] uploads)
    {
        using var station = await RawStation.CallAsync(hub.Port);
        foreach (var (at, value) in uploads)
        {
            await station.SendAsync(RawStation.Upload(Hub.Mn, at, $"a34004-Rtd={value},a34004-Flag=N"));
            Assert.NotNull(await station.ReceiveAsync());
        }
    }
}
