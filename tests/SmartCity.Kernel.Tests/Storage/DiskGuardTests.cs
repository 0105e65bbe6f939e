using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Storage;

public sealed class DiskGuardTests
{
    private const long Plenty = 100_000_000_000;
    private readonly PlayedDisk disk = new();

    [Fact]
    public async Task A_filling_disk_refuses_lane_by_lane_says_so_and_recovers_by_itself()
    {
        await using var node = await StartAsync();
        await Eventually.True("the reserve", () => Task.FromResult(disk.HasReserve));
        Assert.Equal("200 200 200 200", await DrillAllAsync(node));

        disk.Free = 900_000_000;
        await StatusAsync(node, "degraded");
        Assert.Equal("200 200 200 507", await DrillAllAsync(node));
        Assert.Contains("Bulk refused since 20", await DetailAsync(node));

        disk.Free = 400_000_000;
        await StatusAsync(node, "unhealthy");
        Assert.Equal("200 200 507 507", await DrillAllAsync(node));
        Assert.True(disk.HasReserve);

        disk.Free = 200_000_000;
        await Eventually.True("the reserve given back", () => Task.FromResult(!disk.HasReserve));
        Assert.Equal("200 200 507 507", await DrillAllAsync(node));
        Assert.Contains("The reserve has been given back", await DetailAsync(node));

        disk.Free = Plenty;
        await StatusAsync(node, "healthy");
        Assert.True(disk.HasReserve);
        Assert.Equal("200 200 200 200", await DrillAllAsync(node));
    }

    [Fact]
    public async Task A_refused_write_is_answered_storage_full_with_the_lane_and_what_to_do()
    {
        await using var node = await StartAsync();
        disk.Free = 900_000_000;
        await StatusAsync(node, "degraded");

        var answer = await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "bulk" });

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urn:smart-hengyang:problem:storage-full", problem.GetProperty("type").GetString());
        Assert.Contains("Bulk", problem.GetProperty("detail").GetString());
        Assert.Equal("430481", problem.GetProperty("node").GetString());
    }

    [Fact]
    public async Task When_the_database_itself_says_full_the_reserve_goes_and_an_urgent_append_succeeds_at_once()
    {
        await using var node = await StartAsync();
        await Eventually.True("the reserve", () => Task.FromResult(disk.HasReserve));

        var refused = await Assert.ThrowsAsync<DiskFullException>(() => node.Store.WriteAsync(Lane.Normal, _ => throw new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13), default));

        Assert.True(refused.RoomMade);
        Assert.False(disk.HasReserve);
        Assert.False(node.Store.Admits(Lane.Normal));
        Assert.Equal(200, await DrillAsync(node, Lane.Alarm));
    }

    [Fact]
    public async Task A_reserve_for_which_there_is_no_room_is_tried_again_and_health_says_that_it_is_missing()
    {
        disk.Obstinate = true;
        await using var node = await StartAsync();
        await StatusAsync(node, "degraded");
        Assert.Equal("200 200 200 200", await DrillAllAsync(node));

        disk.Obstinate = false;

        await StatusAsync(node, "healthy");
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_start_gives_its_reserve_back_before_the_database_is_opened()
    {
        disk.TryMakeReserve();
        disk.Free = 100_000_000;

        await using var node = await StartAsync();

        Assert.False(disk.HasReserve);
        Assert.Equal(200, await DrillAsync(node, Lane.Emergency));
    }

    private Task<TestNode> StartAsync() => TestNode.StartAsync("430481", [], new Dictionary<string, string?>
    {
        ["Disk:LowWaterPercent"] = "0",
        ["Disk:LowWaterBytes"] = "1000000000",
        ["Disk:ReserveBytes"] = "100000000",
        ["Disk:Every"] = "00:00:00.020",
    }, services => services.AddSingleton<IDisk>(disk));

    private static Task StatusAsync(TestNode node, string status) =>
        Eventually.True($"a disk that is {status}", async () => (await EntryAsync(node)) is { } entry && entry.GetProperty("status").GetString() == status);

    private static async Task<string> DetailAsync(TestNode node) => (await EntryAsync(node))!.Value.GetProperty("detail").GetString()!;

    private static async Task<JsonElement?> EntryAsync(TestNode node)
    {
        var parts = (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("parts").EnumerateArray();
        return parts.Where(part => part.GetProperty("name").GetString() == "disk").Select(part => (JsonElement?)part).FirstOrDefault();
    }

    private static async Task<int> DrillAsync(TestNode node, Lane lane) =>
        (int)(await node.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = lane.ToString() })).StatusCode;

    private static async Task<string> DrillAllAsync(TestNode node)
    {
        var answers = new List<int>();
        foreach (var lane in Lanes.All)
            answers.Add(await DrillAsync(node, lane));
        return string.Join(' ', answers);
    }

    private sealed class PlayedDisk : IDisk
    {
        private volatile bool reserved;

        public long Free { get; set; } = Plenty;

        public bool Obstinate { get; set; }

        public bool HasReserve => reserved;

        public DiskSpace? Measure() => new(Free, 1_000_000_000_000);

        public void ReleaseReserve() => reserved = false;

        public bool TryMakeReserve() => reserved = !Obstinate;
    }
}
