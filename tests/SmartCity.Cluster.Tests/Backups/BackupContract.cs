using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Cluster.Tests.Backups;

/// <summary>What a backup promises, with real processes and on every store.</summary>
public abstract class BackupContract : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private NodeProgram? node;

    /// <summary>Where the node keeps its database.</summary>
    protected abstract string Database(string data);

    /// <summary>A database that is not there yet, or is empty.</summary>
    protected abstract string NewDatabase(string data);

    protected abstract string Store { get; }

    protected string Data => folder["node"];

    public virtual async ValueTask InitializeAsync() => node = await StartAsync(Data, Database(Data));

    public virtual async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_backup_under_load_is_of_one_moment_and_the_first_start_on_it_opens_a_new_epoch_by_itself()
    {
        using var stop = new CancellationTokenSource();
        var loading = LoadAsync(stop.Token);
        await Eventually.True("some load", async () => await CountAsync(Database(Data)) > 400);
        var backup = await MakeAsync();
        await stop.CancelAsync();
        var made = await loading;
        var manifest = Manifest(backup);
        Assert.Contains("is whole", await Smartcity.MustAsync("backup", "verify", backup));
        var epoch = manifest.GetProperty("epoch").GetString();
        node!.Kill();

        await RestoreAsync(backup, "restored");
        await using var again = await StartAsync(folder["restored"], NewDatabase(folder["restored"]));
        var health = await again.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health");

        var events = await ReadAsync(NewDatabase(folder["restored"]), Lane.Normal);
        var kept = events.Where(envelope => envelope.Epoch.ToString("x") == epoch).ToList();
        Assert.Equal(manifest.GetProperty("lanes").GetProperty("Normal").GetInt64(), kept[^1].Position);
        Assert.InRange(kept.Count(envelope => envelope.Type == "platform.normal-drilled.v1"), 400, made);
        var declared = Assert.Single(await ReadAsync(NewDatabase(folder["restored"]), Lane.Alarm), envelope => envelope.Type == "federation.restore-declared.v1");
        Assert.NotEqual(epoch, declared.Epoch.ToString("x"));
        Assert.Equal(declared.Epoch, health.GetProperty("epoch").GetInt64());
        Assert.Equal((epoch, "backup of"), (Text(declared, "previousEpoch"), Text(declared, "reason")[..9]));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Data, "node-key.pem")), await File.ReadAllTextAsync(Path.Combine(folder["restored"], "node-key.pem")));
    }

    [Fact]
    public async Task Two_restores_of_one_backup_are_never_in_one_epoch_and_a_second_start_opens_no_other()
    {
        await DrillAsync(10);
        var backup = await MakeAsync();
        node!.Kill();
        var epochs = new List<long>();
        foreach (var name in (string[])["one", "two", "two"])
        {
            if (!Directory.Exists(folder[name]))
                await RestoreAsync(backup, name);
            await using var restored = await StartAsync(folder[name], NewDatabase(folder[name]));
            epochs.Add((await restored.Http.GetFromJsonAsync<JsonElement>("/api/platform/v1/health")).GetProperty("epoch").GetInt64());
            restored.Kill();
        }

        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.Equal(epochs[1], epochs[2]);
    }

    [Fact]
    public async Task A_backup_is_its_owners_alone_and_is_put_back_neither_over_what_is_there_nor_damaged()
    {
        await DrillAsync(10);
        var backup = await MakeAsync();
        var before = await CountAsync(Database(Data));
        var files = Manifest(backup).GetProperty("files").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!).ToList();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(backup));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(backup, file))));
        Assert.Equal(Store, Manifest(backup).GetProperty("store").GetString());

        var overDatabase = await Smartcity.RunAsync("restore", backup, "--data", folder["elsewhere"], "--database", Database(Data));
        Directory.CreateDirectory(folder["strange"]);
        await File.WriteAllTextAsync(Path.Combine(folder["strange"], "node-key.pem"), "another node's");
        var overKeys = await Smartcity.RunAsync("restore", backup, "--data", folder["strange"], "--database", NewDatabase(folder["strange"]));
        var database = Path.Combine(backup, files.Single(file => file.StartsWith("node.", StringComparison.Ordinal)));
        var bytes = await File.ReadAllBytesAsync(database);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(database, bytes);
        var verified = await Smartcity.RunAsync("backup", "verify", backup);
        var damaged = await Smartcity.RunAsync("restore", backup, "--data", folder["restored"], "--database", NewDatabase(folder["restored"]));

        Assert.Equal((3, 3, 3, 3), (overDatabase.Code, overKeys.Code, verified.Code, damaged.Code));
        Assert.Contains("nothing is overwritten", overDatabase.Errors);
        Assert.Contains("node-key.pem exists", overKeys.Errors);
        Assert.Contains($"{Path.GetFileName(database)} has", verified.Errors);
        Assert.False(Directory.Exists(folder["restored"]));
        Assert.Equal(before, await CountAsync(Database(Data)));
    }

    private async Task<string> MakeAsync()
    {
        // The key is made when it is first needed; a node that was never linked has none.
        await node!.Http.GetAsync("/api/federation/v1/upstream");
        if (!File.Exists(Path.Combine(Data, "node-key.pem")))
            Contracts.Security.SigningKey.LoadOrCreate(Path.Combine(Data, "node-key.pem"));
        return (await Smartcity.MustAsync("backup", "--data", Data, "--database", Database(Data), "--to", folder["backups"])).Split('\n')[0];
    }

    private Task<string> RestoreAsync(string backup, string name) => Smartcity.MustAsync("restore", backup, "--data", folder[name], "--database", NewDatabase(folder[name]));

    private static Task<NodeProgram> StartAsync(string data, string database) =>
        NodeProgram.Node("430481", data, new Dictionary<string, string?> { ["Node:Database"] = database, ["Node:Modules:0"] = "Federation" }).ReadyAsync();

    private async Task DrillAsync(int count) => (await node!.Http.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "normal", count })).EnsureSuccessStatusCode();

    private async Task<int> LoadAsync(CancellationToken stop)
    {
        var made = 0;
        for (; !stop.IsCancellationRequested; made += 50)
            await DrillAsync(50);
        return made;
    }

    private static JsonElement Manifest(string backup) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(backup, "manifest.json")));

    private static string Text(EventEnvelope envelope, string name) => JsonSerializer.Deserialize<JsonElement>(envelope.Data.Span).GetProperty(name).GetString()!;

    private static async Task<int> CountAsync(string database) => (await ReadAsync(database, Lane.Normal)).Count;

    private static async Task<IReadOnlyList<EventEnvelope>> ReadAsync(string database, Lane lane)
    {
        await using var log = await LogReader.OpenAsync(database, default);
        return await log.ReadAsync(lane, 0, 100_000, default);
    }
}

public sealed class SqliteBackupTests : BackupContract
{
    protected override string Store => "SQLite";

    protected override string Database(string data) => Path.Combine(data, "node.db");

    protected override string NewDatabase(string data) => Path.Combine(data, "node.db");
}
