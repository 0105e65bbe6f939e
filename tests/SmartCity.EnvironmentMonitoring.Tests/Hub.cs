using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.EnvironmentMonitoring.Listener;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.EnvironmentMonitoring.Tests;

/// <summary>A node with the module, listening for stations on a free port.</summary>
internal sealed class Hub : IAsyncDisposable
{
    public const string Mn = "010000A8900016F000169DC0";
    public const string Division = "430481";

    private Hub(TestNode node, int port) => (Node, Port) = (node, port);

    public TestNode Node { get; }

    public int Port { get; }

    public HttpClient Http => Node.Http;

    public static async Task<Hub> StartAsync(IDictionary<string, string?>? settings = null, string? folder = null, Action<IServiceCollection>? services = null, string id = Division)
    {
        var port = TestPorts.Free();
        var all = new Dictionary<string, string?>
        {
            ["EnvironmentMonitoring:Hj212Port"] = port.ToString(),
            ["EnvironmentMonitoring:Initialise:Enabled"] = "false",
            ["EnvironmentMonitoring:Gaps:Enabled"] = "false",
        };
        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
            all[key] = value;
        var hub = new Hub(await TestNode.StartAsync(id, [new EnvironmentMonitoringModule()], all, services, folder), port);
        await Eventually.True("the listener to take calls", () => Task.FromResult(hub.Node.Services.GetRequiredService<Hj212Listener>().Endpoint is not null));
        return hub;
    }

    /// <summary>Registers a station.</summary>
    public async Task RegisterAsync(string mn = Mn, string st = "22", string name = "耒阳市监测站", string crc = "standard", bool checksPassword = false, string password = "123456", object? units = null, int? minuteMinutes = null)
    {
        var answer = await Http.PutAsJsonAsync($"/api/environment/v1/stations/{mn}", new
        {
            name, systemCode = st, division = Division, longitude = 112.85, latitude = 26.42, crc, checksPassword, password, units, minuteMinutes,
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await Http.GetAsync("/api/environment/v1" + path);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The readings of a station, oldest first.</summary>
    public async Task<List<JsonElement>> ReadingsAsync(string mn = Mn, string kind = "real-time") =>
        [.. (await GetAsync($"/stations/{mn}/readings?kind={kind}&order=asc&limit=1000")).GetProperty("items").EnumerateArray()];

    /// <summary>All events of a type so far.</summary>
    public async Task<List<TEvent>> EventsAsync<TEvent>() where TEvent : class, IEvent
    {
        var type = EventTypes.Of<TEvent>();
        var page = await Node.Log.ReadAsync(type.Lane, 0, 100_000, [type.Name], LogScope.All, default);
        return [.. page.Events.Select(envelope => (TEvent)EventJson.Read(envelope))];
    }

    public ValueTask DisposeAsync() => Node.DisposeAsync();
}
