using System.Diagnostics;
using System.Net.Http.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Storage;

/// <summary>A node on a volume of 48 MB that really fills up.</summary>
public sealed class DiskFullTests : IAsyncLifetime
{
    private const long Reserve = 8L << 20;
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-disk-").FullName;
    private bool mounted;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            Assert.Skip("Mounting a small volume needs root on Linux.");
        mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", folder) == 0;
        if (!mounted)
            Assert.Skip("This machine does not let a test mount a tmpfs.");
    }

    public async ValueTask DisposeAsync()
    {
        if (mounted)
            await RunAsync("umount", "-l", folder);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_volume_that_fills_refuses_Bulk_takes_alarms_recovers_and_loses_nothing_acknowledged()
    {
        await using var node = await StartAsync();
        var reserve = Path.Combine(folder, "data", "disk-reserve");
        await Eventually.True("the reserve", () => Task.FromResult(File.Exists(reserve) && Free <= (48L << 20) - Reserve));
        // Somebody still needs the Bulk lane: retention, which runs while the disk is short, must not drop it.
        await node.Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("insert into kernel_checkpoints (subscriber, lane, position, updated) values ('copy', @p0, 0, 0)", (int)Lane.Bulk), default);
        var kept = new HashSet<string>();
        while (await TryAsync(node, Lane.Bulk, kept))
        {
        }

        Assert.Contains("Bulk refused", (await node.Http.GetStringAsync("/api/platform/v1/health")));
        var ballast = Path.Combine(folder, "somebody-elses-file");
        Fill(ballast, leave: 2 << 20);
        await Eventually.True("the reserve given back", () => Task.FromResult(!File.Exists(reserve)));
        for (var number = 0; number < 20; number++)
            Assert.True(await TryAsync(node, Lane.Alarm, kept), "alarms go on a full disk");
        Assert.False(await TryAsync(node, Lane.Normal, kept), "Normal is refused on a full disk");

        File.Delete(ballast);
        // A bigger volume stands for an operator who makes room.
        Assert.Equal(0, await RunAsync("mount", "-o", "remount,size=256m", folder));
        await Eventually.True("Bulk is taken again", () => TryAsync(node, Lane.Bulk, kept));
        await Eventually.True("the reserve is back", () => Task.FromResult(File.Exists(reserve)));
        Assert.Equal(kept.Order(), (await DrillsAsync(node)).Order());
    }

    [Fact]
    public async Task A_volume_filled_to_the_last_byte_between_two_looks_still_takes_an_alarm()
    {
        await using var node = await StartAsync(every: "00:10:00");
        await Eventually.True("the reserve", () => Task.FromResult(File.Exists(Path.Combine(folder, "data", "disk-reserve"))));
        var kept = new HashSet<string>();
        Fill(Path.Combine(folder, "somebody-elses-file"), leave: 0);

        for (var number = 0; number < 200; number++)
            Assert.True(await TryAsync(node, Lane.Alarm, kept, events: 1), $"alarm {number}");

        Assert.False(File.Exists(Path.Combine(folder, "data", "disk-reserve")));
        Assert.Equal(kept.Order(), (await DrillsAsync(node)).Order());
    }

    private long Free => new DriveInfo(folder).AvailableFreeSpace;

    private Task<TestNode> StartAsync(string every = "00:00:00.020") => TestNode.StartAsync("430481", [], new Dictionary<string, string?>
    {
        ["Disk:LowWaterPercent"] = "0",
        ["Disk:LowWaterBytes"] = (16 << 20).ToString(),
        ["Disk:ReserveBytes"] = Reserve.ToString(),
        ["Disk:Every"] = every,
    }, folder: Path.Combine(folder, "data"));

    // Events of 2 KB, all of one call acknowledged together.
    private static async Task<bool> TryAsync(TestNode node, Lane lane, HashSet<string> kept, int events = 50)
    {
        var drills = Enumerable.Range(0, events).Select(_ => Guid.NewGuid().ToString("N") + new string('x', 2000)).ToList();
        try
        {
            await node.Log.AppendAsync([.. drills.Select(drill => Kernel.Log.EventLog.Envelope(Drill(lane, drill), DateTimeOffset.UnixEpoch))], default);
            kept.UnionWith(drills);
            return true;
        }
        catch (Exception exception) when (exception is LogFullException or DiskFullException)
        {
            return false;
        }
    }

    private static IEvent Drill(Lane lane, string id) => lane switch
    {
        Lane.Alarm => new AlarmDrilled(id, 1, "t", "430481", DateTimeOffset.UnixEpoch),
        Lane.Normal => new NormalDrilled(id, 1, "t", "430481", DateTimeOffset.UnixEpoch),
        _ => new BulkDrilled(id, 1, "t", "430481", DateTimeOffset.UnixEpoch),
    };

    private static async Task<List<string>> DrillsAsync(TestNode node)
    {
        var found = new List<string>();
        foreach (var lane in new[] { Lane.Alarm, Lane.Normal, Lane.Bulk })
            for (var after = 0L; ;)
            {
                var page = await node.Log.ReadAsync(lane, after, 500, null, LogScope.All, default);
                if (page.Events.Count == 0)
                    break;
                found.AddRange(page.Events.Select(envelope => envelope.Subject["drills/".Length..]));
                after = page.Through;
            }
        return found;
    }

    private void Fill(string path, long leave)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 << 10];
        // Counted once: the node may give its reserve back while this writes, and that room is the node's.
        var left = leave == 0 ? long.MaxValue : Free - leave;
        try
        {
            for (; left > 0; left -= block.Length)
                file.Write(block, 0, (int)Math.Min(left, block.Length));
        }
        catch (IOException) when (leave == 0)
        {
            // Full: what was wanted.
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
