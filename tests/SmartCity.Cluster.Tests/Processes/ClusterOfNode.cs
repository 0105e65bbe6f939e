using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Cluster.Tests.Backups;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Storage;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Processes;

/// <summary>Several processes of one node on one PostgreSQL, and work for them written into their log from outside.</summary>
internal sealed class ClusterOfNode : IAsyncDisposable
{
    public const string Node = "430481";
    private readonly TestFolder folder = new();
    private readonly TestPostgres database;
    private readonly List<NodeProgram> processes = [];
    private PostgresStore store = null!;
    private EventLog log = null!;
    private int exceedances;

    private ClusterOfNode(TestPostgres database) => this.database = database;

    public IReadOnlyList<NodeProgram> Processes => processes;

    public static async Task<ClusterOfNode> CreateAsync() => new(await TestPostgres.CreateAsync());

    /// <summary>Starts processes at once, each with its modules.</summary>
    public async Task<IReadOnlyList<NodeProgram>> StartAsync(params (string Name, string[] Modules)[] wanted)
    {
        var started = wanted.Select(one =>
        {
            var settings = new Dictionary<string, string?> { ["Node:Database"] = database.ConnectionString, ["Node:Silo:Name"] = one.Name };
            for (var index = 0; index < one.Modules.Length; index++)
                settings[$"Node:Modules:{index}"] = one.Modules[index];
            return NodeProgram.Node(Node, folder["data"], settings);
        }).ToList();
        processes.AddRange(started);
        foreach (var process in started)
            await process.ReadyAsync();
        if (store is null)
        {
            store = new PostgresStore(database.ConnectionString, TimeProvider.System);
            await store.OpenAsync(Node, default);
            log = new EventLog(store, TimeProvider.System);
        }
        return started;
    }

    /// <summary>Appends exceedances: each must become one case, which is reported, accepted and established.</summary>
    public async Task ExceedAsync(int count)
    {
        var now = TimeProvider.System.GetUtcNow();
        await log.AppendAsync([.. Enumerable.Range(0, count).Select(_ => Interlocked.Increment(ref exceedances)).Select(number => EventLog.Envelope(
            new LimitExceeded($"S{number}-a34004-{number}", $"S{number}", $"站{number}", "a34004", "细颗粒物", 80, 75, "µg/m³", Node, 112.5 + number * 0.01, 26.4, now), now))], default);
    }

    public int Exceeded => exceedances;

    /// <summary>Which process delivers to a subscriber now.</summary>
    public Task<NodeProgram> HolderAsync(string lease) => Eventually.Get($"a holder of {lease}", async () =>
    {
        await using var connection = await store.OpenReadAsync(default);
        await using var command = connection.Query("select owner from kernel_leases where name = @p0", lease);
        return await command.ExecuteScalarAsync() is string owner ? processes.Find(process => owner.Contains($"-{process.Pid}-", StringComparison.Ordinal)) : null;
    });

    /// <summary>Events of a type, oldest first.</summary>
    public async Task<IReadOnlyList<EventEnvelope>> EventsAsync(string type)
    {
        await using var reader = await LogReader.OpenAsync(database.ConnectionString, default);
        return [.. (await reader.ReadAsync(EventTypes.Find(type)!.Lane, 0, 100_000, default)).Where(envelope => envelope.Type == type)];
    }

    public static async Task<JsonElement> HealthAsync(NodeProgram process) => await process.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health");

    /// <summary>Opens cases over HTTP and returns their ids.</summary>
    public static async Task<string> OpenCaseAsync(NodeProgram process, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/city-management/v1/cases")
        {
            Content = JsonContent.Create(new { kind = "occurrence", @class = "01", subClass = "002", description = $"第{number}件", division = Node, longitude = 112.5 + number * 0.01, latitude = 26.8 }),
        };
        request.Headers.Add("Idempotency-Key", $"case-{number}");
        var answer = await process.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
            await process.DisposeAsync();
        if (log is not null)
            await log.DisposeAsync();
        if (store is not null)
            await store.DisposeAsync();
        await database.DisposeAsync();
        folder.Dispose();
    }
}
