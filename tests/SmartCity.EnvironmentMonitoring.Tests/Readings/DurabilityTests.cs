using System.Diagnostics;

namespace SmartCity.EnvironmentMonitoring.Tests.Readings;

public sealed class DurabilityTests
{
    [Fact]
    public async Task Whatever_was_acknowledged_is_in_the_files_at_that_moment()
    {
        var (folder, killed) = (Directory.CreateTempSubdirectory("environment-alive-").FullName, Directory.CreateTempSubdirectory("environment-killed-").FullName);
        await using (var hub = await Hub.StartAsync(folder: folder))
        {
            await hub.RegisterAsync();
            using var station = await RawStation.CallAsync(hub.Port);
            var at = TimeProvider.System.GetUtcNow();
            for (var second = 0; second < 20; second++)
            {
                await station.SendAsync(RawStation.Upload(Hub.Mn, at.AddSeconds(second), "a34004-Rtd=1"));
                Assert.NotNull(await station.ReceiveAsync());
            }
            // What a kill leaves behind: the files as they are, nothing closed, nothing flushed.
            foreach (var file in Directory.GetFiles(folder, "node.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(killed, Path.GetFileName(file)));
        }

        await using (var hub = await Hub.StartAsync(folder: killed))
            Assert.Equal(20, (await hub.ReadingsAsync()).Count);
        Directory.Delete(folder, recursive: true);
        Directory.Delete(killed, recursive: true);
    }

    [Fact]
    public async Task Many_lines_share_commits_and_every_frame_is_acknowledged_and_kept()
    {
        await using var hub = await Hub.StartAsync();
        const int stations = 20, uploads = 250;
        for (var number = 0; number < stations; number++)
            await hub.RegisterAsync($"STATION{number:00}");
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var watch = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, stations).Select(async number =>
        {
            using var station = await RawStation.CallAsync(hub.Port);
            await station.SendAsync(string.Concat(Enumerable.Range(0, uploads).Select(second => RawStation.Upload($"STATION{number:00}", at.AddSeconds(second),
                "a34004-Rtd=35.1,a34004-Flag=N;a34002-Rtd=60.2,a34002-Flag=N;a21026-Rtd=9.1,a21026-Flag=N;a21004-Rtd=28.3,a21004-Flag=N;a05024-Rtd=80.4,a05024-Flag=N;a21005-Rtd=0.8,a21005-Flag=N"))));
            for (var second = 0; second < uploads; second++)
                Assert.Equal("9014", RawStation.Field(await station.ReceiveAsync(), "CN"));
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{stations * uploads / watch.Elapsed.TotalSeconds:0} frames/s of six factors, acknowledged");
        for (var number = 0; number < stations; number++)
            Assert.Equal(uploads, (await hub.ReadingsAsync($"STATION{number:00}")).Count);
    }
}
