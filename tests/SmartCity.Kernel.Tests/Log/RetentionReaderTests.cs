using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Delivery;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Log;

/// <summary>A reader that comes late to a log that was shortened, in a whole node.</summary>
public sealed class RetentionReaderTests
{
    private static readonly Dictionary<string, string?> Hasty = new() { ["Log:BulkMaxAge"] = "00:00:01", ["Log:RetentionEvery"] = "00:00:00.100" };

    [Fact]
    public Task On_SQLite_a_reader_behind_a_tombstone_goes_on_after_it_and_health_says_so_once() => ProveAsync(new());

    [Fact]
    public async Task On_PostgreSQL_a_reader_behind_a_tombstone_goes_on_after_it_and_health_says_so_once()
    {
        await using var database = await TestPostgres.CreateAsync();
        await ProveAsync(new() { ["Node:Database"] = database.ConnectionString });
    }

    private static async Task ProveAsync(Dictionary<string, string?> settings)
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        await using (var node = await TestNode.StartAsync("430481", [], new Dictionary<string, string?>([.. settings, .. Hasty]), folder: folder))
        {
            await node.Log.AppendAsync([.. Enumerable.Range(1, 3).Select(Drill)], default);
            await Eventually.True("an emptied lane", async () => (await node.Log.ReadAsync(Lane.Bulk, 0, 10, null, LogScope.All, default)) is { Floor: > 0, Events.Count: 0 });
        }

        var read = new List<int>();
        await using (var node = await TestNode.StartAsync("430481", [new ReaderModule(read)], settings, folder: folder))
        {
            await node.Log.AppendAsync([Drill(4)], default);
            await Eventually.True("the new event", () => Task.FromResult(read.Contains(4)));
            Assert.Equal([4], read);
            Assert.Contains("no longer in the log", Assert.Single(await GapsAsync(node)));
        }

        await using var again = await TestNode.StartAsync("430481", [new ReaderModule(read)], settings, folder: folder);
        await again.Log.AppendAsync([Drill(5)], default);
        await Eventually.True("the next event", () => Task.FromResult(read.Contains(5)));
        Assert.Empty(await GapsAsync(again));
        Directory.Delete(folder, recursive: true);
    }

    private static EventEnvelope Drill(int number) => EventLog.Envelope(new BulkDrilled("d", number, "t", "430481", DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);

    private static async Task<List<string>> GapsAsync(TestNode node) =>
        [.. (await node.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("parts").EnumerateArray()
            .Where(part => part.GetProperty("name").GetString() == "gap reader.read Bulk").Select(part => part.GetProperty("detail").GetString()!)];

    private sealed class ReaderDbContext(DbContextOptions<ReaderDbContext> options, NodeStore store, TimeProvider clock) : NodeDbContext(options, store, clock);

    private sealed class Reads : Subscriber<ReaderDbContext>
    {
        public Reads(List<int> read) => On<BulkDrilled>((drilled, _, _, _) =>
        {
            read.Add(drilled.Number);
            return Task.CompletedTask;
        });
    }

    private sealed class ReaderModule(List<int> read) : IModule
    {
        public string Name => "Reader";

        public string Route => "reader";

        public void Configure(ModuleBuilder module)
        {
            module.Services.AddSingleton(read);
            module.Database<ReaderDbContext>().Subscriber<Reads, ReaderDbContext>("reader.read");
        }

        public void Map(IEndpointRouteBuilder routes)
        {
        }
    }
}
