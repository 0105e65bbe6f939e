using System.Net;
using SmartCity.Contracts.EnvironmentMonitoring;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

public sealed class ForeignClientTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task What_a_foreign_client_uploads_is_acknowledged_and_can_be_read_back_with_a_token_and_not_without()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var at = Now;

        await station.SendAsync(RawStation.Upload(Hub.Mn, at, "a34004-Rtd=35.0,a34004-Flag=N;a21005-Rtd=0.8,a21005-Flag=N"));
        var answer = await station.ReceiveAsync();

        Assert.Equal($"QN={RawStation.Digits(at, "yyyyMMddHHmmssfff")};ST=91;CN=9014;PW=123456;MN={Hub.Mn};Flag=4;CP=&&&&", answer);
        var reading = Assert.Single(await hub.ReadingsAsync());
        var value = reading.GetProperty("values")[0];
        Assert.Equal(("a34004", 35.0m, "µg/m³", "N", true), (value.GetProperty("factor").GetString(), value.GetProperty("value").GetDecimal(),
            value.GetProperty("unit").GetString(), value.GetProperty("flag").GetString(), value.GetProperty("valid").GetBoolean()));
        Assert.Equal("mg/m³", reading.GetProperty("values")[1].GetProperty("unit").GetString());
        Assert.EndsWith("+08:00", reading.GetProperty("at").GetString());
        Assert.False(reading.GetProperty("late").GetBoolean());

        using var nobody = hub.Node.Client(null);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync($"/api/environment/v1/stations/{Hub.Mn}/readings")).StatusCode);
        using var neighbour = hub.Node.Client(hub.Node.Token("environment:read:430421"));
        Assert.Equal(HttpStatusCode.NotFound, (await neighbour.GetAsync($"/api/environment/v1/stations/{Hub.Mn}/readings")).StatusCode);
        using var own = hub.Node.Client(hub.Node.Token("environment:read:430481"));
        Assert.Equal(HttpStatusCode.OK, (await own.GetAsync($"/api/environment/v1/stations/{Hub.Mn}/readings")).StatusCode);
    }

    [Fact]
    public async Task An_upload_that_asks_for_no_answer_gets_none_and_is_stored()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);

        await station.SendAsync(RawStation.Upload(Hub.Mn, Now, "a34004-Rtd=35.0", flag: 4));

        await TestKit.Eventually.True("the reading", async () => (await hub.ReadingsAsync()).Count == 1);
        Assert.True(await station.HearsNothingAsync());
    }

    [Fact]
    public async Task A_reading_sent_again_is_acknowledged_again_kept_once_and_told_once()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var upload = RawStation.Upload(Hub.Mn, Now, "a34004-Rtd=35.0,a34004-Flag=N");

        await station.SendAsync(upload + upload);

        Assert.NotNull(await station.ReceiveAsync());
        Assert.NotNull(await station.ReceiveAsync());
        Assert.Equal(1, Assert.Single(await hub.ReadingsAsync()).GetProperty("revision").GetInt32());
        Assert.Single(await hub.EventsAsync<ReadingReported>());
    }

    [Fact]
    public async Task A_reading_over_its_limit_begins_an_exceedance_that_ends_below_it()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?>
        {
            ["EnvironmentMonitoring:Limits:0:Factor"] = "a34004",
            ["EnvironmentMonitoring:Limits:0:Limit"] = "0.075",
            ["EnvironmentMonitoring:Limits:0:Unit"] = "mg/m³",
        });
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var began = Now;
        foreach (var (value, second) in new[] { ("75", 0), ("75.1", 1), ("180", 2), ("90", 3), ("75.0", 4), ("20", 5) })
        {
            await station.SendAsync(RawStation.Upload(Hub.Mn, began.AddSeconds(second), $"a34004-Rtd={value},a34004-Flag=N"));
            Assert.NotNull(await station.ReceiveAsync());
        }

        var exceeded = Assert.Single(await hub.EventsAsync<LimitExceeded>());
        Assert.Equal((0.0751m, 0.075m, "mg/m³", Hub.Mn, "430481"), (exceeded.Value, exceeded.Limit, exceeded.Unit, exceeded.StationId, exceeded.Division));
        var ended = Assert.Single(await hub.EventsAsync<ExceedanceEnded>());
        Assert.Equal((exceeded.ExceedanceId, 0.18m), (ended.ExceedanceId, ended.Peak));
        Assert.Equal(RawStation.Digits(began.AddSeconds(4)), RawStation.Digits(ended.EndedAt));
        var listed = Assert.Single((await hub.GetAsync("/exceedances")).GetProperty("items").EnumerateArray());
        Assert.Equal((exceeded.ExceedanceId, 0.18m, false), (listed.GetProperty("exceedanceId").GetString(), listed.GetProperty("peak").GetDecimal(), listed.GetProperty("open").GetBoolean()));
    }
}
