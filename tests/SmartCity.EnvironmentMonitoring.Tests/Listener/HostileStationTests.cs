using System.Net.Sockets;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests.Listener;

public sealed class HostileStationTests
{
    private static readonly Dictionary<string, string?> Strict = new()
    {
        ["EnvironmentMonitoring:Lines:FirstFrame"] = "00:00:02",
        ["EnvironmentMonitoring:Lines:MostUnprovenPerAddress"] = "32",
    };

    [Fact]
    public async Task A_thousand_silent_lines_from_its_own_address_do_not_keep_a_station_out()
    {
        await using var hub = await Hub.StartAsync(Strict);
        await hub.RegisterAsync();
        using var before = await RawStation.CallAsync(hub.Port);
        await UploadAsync(before, 0);
        var hostile = new List<RawStation>();
        for (var index = 0; index < 1000; index++)
            hostile.Add(await RawStation.CallAsync(hub.Port));

        await UploadAsync(before, 1);
        using var after = await RawStation.CallAsync(hub.Port);
        await UploadAsync(after, 2);

        Assert.Equal(3, (await hub.ReadingsAsync()).Count);
        await Eventually.True("the silent lines to be closed", async () => (await hub.GetAsync("/listener")).GetProperty("lines").GetInt32() == 2);
        Assert.True((await hub.GetAsync("/listener")).GetProperty("evicted").GetInt64() >= 900);
        hostile.ForEach(line => line.Dispose());
    }

    [Fact]
    public async Task A_gigabyte_without_a_line_end_ends_the_line_early_and_slows_nobody()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        using var hostile = await RawStation.CallAsync(hub.Port);
        using var good = await RawStation.CallAsync(hub.Port);
        var chunk = new byte[64 * 1024];
        Array.Fill(chunk, (byte)'A');
        "##0500QN=1;MN="u8.CopyTo(chunk);
        var sent = 0L;
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (; sent < 1L << 30; sent += chunk.Length)
                await hostile.SendAsync(chunk);
        });

        Assert.True(sent < 64 << 20, $"{sent} bytes were taken");
        await UploadAsync(good, 0);
        Assert.Single(await hub.ReadingsAsync());
    }

    [Fact]
    public async Task Half_a_frame_and_then_nothing_is_given_up_in_time()
    {
        await using var hub = await Hub.StartAsync(Strict);
        await hub.RegisterAsync();
        using var half = await RawStation.CallAsync(hub.Port);
        await half.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow(), "a34004-Rtd=1")[..50]);

        Assert.Null(await half.ReceiveAsync());
    }

    [Fact]
    public async Task Good_frames_of_strangers_do_not_last_for_ever()
    {
        await using var hub = await Hub.StartAsync();
        using var stranger = await RawStation.CallAsync(hub.Port);
        var frame = RawStation.Upload("STRANGER", TimeProvider.System.GetUtcNow(), "a34004-Rtd=1");

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var index = 0; index < 1_000_000; index++)
                await stranger.SendAsync(frame);
        });
    }

    [Fact]
    public async Task Random_bytes_on_many_lines_leave_the_listener_in_order()
    {
        await using var hub = await Hub.StartAsync();
        await hub.RegisterAsync();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async seed =>
        {
            var bytes = new byte[100_000];
            new Random(seed).NextBytes(bytes);
            using var line = await RawStation.CallAsync(hub.Port);
            try
            {
                await line.SendAsync(bytes);
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                // Hung up on in the middle: that is what is wanted.
            }
        }));

        using var good = await RawStation.CallAsync(hub.Port);
        await UploadAsync(good, 0);
        Assert.Equal("junk", (await hub.GetAsync("/listener")).GetProperty("badFrames")[0].GetProperty("causes").EnumerateArray().First(cause => cause.GetProperty("cause").GetString() == "junk").GetProperty("cause").GetString());
    }

    private static async Task UploadAsync(RawStation station, int second)
    {
        await station.SendAsync(RawStation.Upload(Hub.Mn, TimeProvider.System.GetUtcNow().AddSeconds(second), $"a34004-Rtd={second}"));
        Assert.Equal("9014", RawStation.Field(await station.ReceiveAsync(), "CN"));
    }
}
