using System.Text;
using System.Text.Json;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

public sealed class FramingTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Several_frames_in_one_segment_and_one_frame_over_many_are_all_acknowledged_in_order()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var at = Now;
        var three = string.Concat(Enumerable.Range(0, 3).Select(second => RawStation.Upload(Hub.Mn, at.AddSeconds(second), "a34004-Rtd=1")));

        await station.SendAsync("noise\r\n" + three);
        foreach (var letter in RawStation.Upload(Hub.Mn, at.AddSeconds(3), "a34004-Rtd=1"))
            await station.SendAsync([(byte)letter]);

        for (var second = 0; second < 4; second++)
            Assert.Equal(RawStation.Digits(at.AddSeconds(second), "yyyyMMddHHmmssfff"), RawStation.Field(await station.ReceiveAsync(), "QN"));
        Assert.Equal(4, (await hub.ReadingsAsync()).Count);
    }

    [Fact]
    public async Task Each_part_of_a_split_packet_is_acknowledged_and_all_make_one_reading()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var (at, digits) = (Now, RawStation.Digits(Now));
        foreach (var (part, cp) in new[] { (2, "a34002-Rtd=2"), (1, "a34004-Rtd=1"), (1, "a34004-Rtd=1"), (3, "a21026-Rtd=3") })
        {
            var qn = RawStation.Digits(at, "yyyyMMddHHmmss") + part.ToString("000");
            await station.SendAsync(RawStation.Frame($"QN={qn};ST=22;CN=2011;PW=123456;MN={Hub.Mn};Flag=7;PNUM=3;PNO={part};CP=&&DataTime={digits};{cp}&&"));
            var answer = await station.ReceiveAsync();
            Assert.Equal((qn, "9014"), (RawStation.Field(answer, "QN"), RawStation.Field(answer, "CN")));
        }

        var reading = Assert.Single(await hub.ReadingsAsync());
        Assert.Equal(["a34002", "a34004", "a21026"], reading.GetProperty("values").EnumerateArray().Select(value => value.GetProperty("factor").GetString()));
    }

    [Fact]
    public async Task A_bent_frame_is_dropped_without_a_word_and_kept_for_inspection_its_password_hidden()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var good = RawStation.Upload(Hub.Mn, Now, "a34004-Rtd=35.0");

        await station.SendAsync(good.Replace("Rtd=35.0", "Rtd=95.0", StringComparison.Ordinal) + good[..60]);
        await station.SendAsync(good);

        Assert.Equal("9014", RawStation.Field(await station.ReceiveAsync(), "CN"));
        Assert.True(await station.HearsNothingAsync());
        var causes = (await hub.GetAsync($"/stations/{Hub.Mn}/frames/bad")).GetProperty("causes").EnumerateArray().ToDictionary(bad => bad.GetProperty("cause").GetString()!);
        var bent = causes["bad-checksum"];
        Assert.Contains("Rtd=95.0", bent.GetProperty("last").GetString());
        Assert.DoesNotContain("123456", bent.GetProperty("last").GetString());
        Assert.Equal(35.0m, Assert.Single(await hub.ReadingsAsync()).GetProperty("values")[0].GetProperty("value").GetDecimal());
    }

    [Fact]
    public async Task A_station_with_the_Modbus_check_is_heard_only_with_the_switch_and_answered_in_kind()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var segment = $"QN=20261123080000001;ST=22;CN=2011;PW=123456;MN={Hub.Mn};Flag=5;CP=&&DataTime={RawStation.Digits(Now)};a34004-Rtd=35.0&&";
        var frame = $"##{segment.Length:0000}{segment}{Modbus(segment):X4}\r\n";

        await station.SendAsync(frame);
        await Eventually.True("the frame to be refused", async () => (await hub.GetAsync($"/stations/{Hub.Mn}/frames/bad")).GetProperty("causes").GetArrayLength() == 1);
        Assert.Empty(await hub.ReadingsAsync());
        await hub.RegisterAsync(crc: "modbus");
        await station.SendAsync(frame);

        await Eventually.True("the reading", async () => (await hub.ReadingsAsync()).Count == 1);
    }

    [Fact]
    public async Task An_unregistered_station_is_listed_not_acknowledged_and_not_stored_until_it_is_registered()
    {
        await using var hub = await Hub.StartAsync();
        using var station = await RawStation.CallAsync(hub.Port);
        var upload = RawStation.Upload(Hub.Mn, Now, "a34004-Rtd=35.0");

        await station.SendAsync(upload);
        Assert.True(await station.HearsNothingAsync());
        var stranger = Assert.Single((await hub.GetAsync("/listener")).GetProperty("unregistered").EnumerateArray());
        Assert.Equal((Hub.Mn, 1), (stranger.GetProperty("mn").GetString(), stranger.GetProperty("frames").GetInt32()));
        await hub.RegisterAsync();
        Assert.Empty(await hub.ReadingsAsync());
        await station.SendAsync(upload);

        Assert.NotNull(await station.ReceiveAsync());
        Assert.Single(await hub.ReadingsAsync());
        Assert.Empty((await hub.GetAsync("/listener")).GetProperty("unregistered").EnumerateArray());
    }

    [Fact]
    public async Task With_AcceptUnknown_a_station_is_registered_by_its_first_frame()
    {
        await using var hub = await Hub.StartAsync(new Dictionary<string, string?> { ["EnvironmentMonitoring:AcceptUnknown"] = "true" });
        using var station = await RawStation.CallAsync(hub.Port);

        await station.SendAsync(RawStation.Upload("NEW-1", Now, "w01018-Rtd=35.0", st: "32"));

        Assert.NotNull(await station.ReceiveAsync());
        Assert.Single(await hub.ReadingsAsync("NEW-1"));
        Assert.Equal(("NEW-1", "430481", "32"), Assert.Single((await hub.EventsAsync<StationRegistered>()).Select(happened => (happened.StationId, happened.Division, happened.SystemCode))));
    }

    [Fact]
    public async Task Where_the_password_is_checked_a_wrong_one_is_neither_stored_nor_acknowledged_and_is_counted()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync(checksPassword: true, password: "654321");
        using var station = await RawStation.CallAsync(hub.Port);

        await station.SendAsync(RawStation.Upload(Hub.Mn, Now, "a34004-Rtd=35.0"));

        Assert.True(await station.HearsNothingAsync());
        Assert.Equal("wrong-password", Assert.Single((await hub.GetAsync($"/stations/{Hub.Mn}/frames/bad")).GetProperty("causes").EnumerateArray()).GetProperty("cause").GetString());
        Assert.Empty(await hub.ReadingsAsync());
        Assert.DoesNotContain("654321", JsonSerializer.Serialize(await hub.GetAsync($"/stations/{Hub.Mn}")));
    }

    [Theory]
    [InlineData(1013, "PolId=w01018", "9013")]
    [InlineData(2081, "DataTime=20261123080000;RestartTime=20261123075900", "9014")]
    [InlineData(3020, "DataTime=20261123080000;PolId=w01018;i12001-Info=1", "9014")]
    [InlineData(2021, "DataTime=20261123080000;SB1-RS=1;SB2-RS=0", "9014")]
    [InlineData(1012, "SystemTime=20261123080000", "9011")]
    public async Task Other_frames_are_answered_as_their_kind_wants(int cn, string cp, string answer)
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync(st: "32");
        using var station = await RawStation.CallAsync(hub.Port);

        await station.SendAsync(RawStation.Frame($"QN=20261123080000001;ST=32;CN={cn};PW=123456;MN={Hub.Mn};Flag=5;CP=&&{cp}&&"));

        Assert.Equal(answer, RawStation.Field(await station.ReceiveAsync(), "CN"));
    }

    private static ushort Modbus(string segment)
    {
        var register = 0xFFFF;
        foreach (var octet in Encoding.ASCII.GetBytes(segment))
        {
            register ^= octet;
            for (var bit = 0; bit < 8; bit++)
                register = (register & 1) == 1 ? register >> 1 ^ 0xA001 : register >> 1;
        }
        return (ushort)register;
    }
}
