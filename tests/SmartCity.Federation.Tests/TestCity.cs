using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts.Security;
using SmartCity.Gateway;
using SmartCity.Kernel.Modules;
using SmartCity.TestKit;

namespace SmartCity.Federation.Tests;

/// <summary>A city node behind its gateway, to which county nodes can be linked through a line that can be cut.</summary>
public sealed class TestCity : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
    private readonly List<TestLine> lines = [];
    private WebApplication? gateway;

    public TestNode Node { get; private set; } = null!;

    public Uri Gateway => new(gateway!.Urls.First());

    public string Data => Path.Combine(folder, "city");

    public static Task<TestCity> StartAsync(params IReadOnlyList<IModule> more) => StartAsync(new Dictionary<string, string?>(), more);

    public static async Task<TestCity> StartAsync(IDictionary<string, string?> settings, params IReadOnlyList<IModule> more)
    {
        var city = new TestCity();
        await city.StartNodeAsync(more, settings: settings);
        await city.StartGatewayAsync("http://127.0.0.1:0");
        return city;
    }

    public async Task StartNodeAsync(IReadOnlyList<IModule> more, string url = "http://127.0.0.1:0", IDictionary<string, string?>? settings = null) =>
        Node = await TestNode.StartAsync("430400", [new FederationModule(), .. more], new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["urls"] = url,
            ["Federation:Site"] = "gateway-430400",
            ["Federation:Heartbeat"] = "00:00:01",
            ["Federation:LongPoll"] = "00:00:02",
            ["Rights:Issuers:1:Name"] = "gateway-430400",
            ["Rights:Issuers:1:Key"] = SigningKey.LoadOrCreate(Path.Combine(folder, "gateway", "gateway-key.pem")).Public.ToJwk(),
        }, folder: Data);

    private async Task StartGatewayAsync(string url)
    {
        gateway = GatewayHost.Build([], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = url,
            ["Gateway:Site"] = "gateway-430400",
            ["Gateway:Node"] = "430400",
            ["Gateway:Destination"] = Node.Address.ToString(),
            ["Gateway:Data"] = Path.Combine(folder, "gateway"),
            ["Gateway:Directory:Key"] = SigningKey.LoadOrCreate(Path.Combine(Data, "directory-key.pem")).Public.ToJwk(),
            ["Gateway:Operators:0:Name"] = "tests",
            ["Gateway:Operators:0:Key"] = TestNode.Operators.Public.ToJwk(),
        }));
        await gateway.StartAsync();
    }

    /// <summary>Starts a county node and links it through a line of its own.</summary>
    public async Task<(TestNode County, TestLine Line)> StartCountyAsync(string id, IDictionary<string, string?>? settings = null, string? data = null, TestLine? line = null, TimeProvider? clock = null, params IReadOnlyList<IModule> more)
    {
        var known = data is not null && File.Exists(Path.Combine(data, "node.db"));
        if (line is null)
            lines.Add(line = TestLine.To(Gateway));
        var county = await TestNode.StartAsync(id, [new FederationModule(), .. more], new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Federation:Heartbeat"] = "00:00:01",
            ["Federation:LongPoll"] = "00:00:02",
        }, services => services.AddSingleton(clock ?? TimeProvider.System), folder: data);
        if (!known)
            await JoinAsync(county, line);
        return (county, line);
    }

    /// <summary>Stops the city's node, puts back another folder of data in place of its own, and starts it again at the same address.</summary>
    public async Task PutBackAsync(string backup, params IReadOnlyList<IModule> more)
    {
        var address = Node.Address.ToString();
        await Node.DisposeAsync();
        foreach (var file in Directory.GetFiles(Data, "node.db*"))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(backup, "node.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(Data, Path.GetFileName(file)));
        await StartNodeAsync(more, address);
    }

    /// <summary>A backup of the city's data, taken while its node stands still.</summary>
    public async Task<string> BackUpAsync(params IReadOnlyList<IModule> more)
    {
        var address = Node.Address.ToString();
        await Node.DisposeAsync();
        var backup = Directory.CreateDirectory(Path.Combine(folder, "backup-" + Guid.NewGuid().ToString("N"))).FullName;
        foreach (var file in Directory.GetFiles(Data, "node.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(backup, Path.GetFileName(file)));
        await StartNodeAsync(more, address);
        return backup;
    }

    public async Task JoinAsync(TestNode county, TestLine line)
    {
        var invited = await Node.Http.PostAsJsonAsync("/api/federation/v1/enrolments", new { node = county.Id });
        var code = (await invited.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        var joined = await county.Http.PutAsJsonAsync("/api/federation/v1/upstream", new { url = line.Address.ToString(), code, replace = true });
        Assert.True(joined.IsSuccessStatusCode, await joined.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var line in lines)
            await line.DisposeAsync();
        if (gateway is not null)
            await gateway.DisposeAsync();
        await Node.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
