using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts.Security;
using SmartCity.Gateway;
using Yarp.ReverseProxy.Configuration;

namespace SmartCity.Benchmarks.Gateway;

/// <summary>
/// The gateway against a bare YARP proxy on the same route, before the same destination, under the same load from the
/// same client, all in this process. Included on the gateway's side: tokens checked, an internal token issued, limits,
/// bytes counted, access records formatted (and thrown away). Rounds alternate; the medians are compared.
/// </summary>
public static class GatewayBenchmark
{
    private const int Rounds = 7;
    private const int Workers = 16;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);
    private static readonly SigningKey Key = SigningKey.Create();
    private static readonly byte[] Answer = RandomNumberGenerator.GetBytes(1024);

    /// <summary>Runs it and writes a table.</summary>
    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var destination = await DestinationAsync();
        await using var bare = await BareAsync(destination.Urls.First());
        var folder = Directory.CreateTempSubdirectory("smartcity-benchmark-").FullName;
        await using var gateway = await GatewayAsync(destination.Urls.First(), folder);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Workers, UseProxy = false });

        await output.WriteLineAsync($"{Rounds} rounds of {Round.TotalSeconds} s each, {Workers} workers, {Environment.ProcessorCount} cores; median requests/s (lowest–highest)");
        await output.WriteLineAsync("| load | bare YARP | gateway | ratio |\n|---|---|---|---|");
        foreach (var load in Loads())
            await output.WriteLineAsync(await CompareAsync(http, load, new(bare.Urls.First()), new(gateway.Urls.First())));
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static Load[] Loads() =>
    [
        new("operator, GET, 1 KB answer", HttpMethod.Get, "/api/environment/v1/stations", [], IsNode: false),
        new("node, GET, 1 KB answer", HttpMethod.Get, "/api/federation/v1/outbound?lane=1&after=7", [], IsNode: true),
        new("node, POST 16 KB", HttpMethod.Post, "/api/federation/v1/events", RandomNumberGenerator.GetBytes(16 << 10), IsNode: true),
        new("node, POST 256 KB (500 events)", HttpMethod.Post, "/api/federation/v1/events", RandomNumberGenerator.GetBytes(256 << 10), IsNode: true),
    ];

    private static async Task<string> CompareAsync(HttpClient http, Load load, Uri bare, Uri gateway)
    {
        await MeasureAsync(http, load, bare);
        await MeasureAsync(http, load, gateway);
        List<double> withBare = [], withGateway = [];
        for (var round = 0; round < Rounds; round++)
        {
            withBare.Add(await MeasureAsync(http, load, bare));
            withGateway.Add(await MeasureAsync(http, load, gateway));
        }
        return string.Create(CultureInfo.InvariantCulture, $"| {load.Name} | {Told(withBare)} | {Told(withGateway)} | {Median(withGateway) / Median(withBare):F2} |");
    }

    private static async Task<double> MeasureAsync(HttpClient http, Load load, Uri proxy)
    {
        // One token a round: signing is the client's cost, and the same request may be sent again while it holds.
        var token = new AuthenticationHeaderValue("Bearer", Token(load));
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(http, load, new Uri(proxy, load.Target), token, began))));
        return counts.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<int> WorkAsync(HttpClient http, Load load, Uri target, AuthenticationHeaderValue token, long began)
    {
        var sent = 0;
        for (; Stopwatch.GetElapsedTime(began) < Round; sent++)
        {
            using var request = new HttpRequestMessage(load.Method, target) { Headers = { Authorization = token } };
            if (load.Body.Length > 0)
                request.Content = new ByteArrayContent(load.Body);
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
        return sent;
    }

    private static string Token(Load load) => load.IsNode
        ? NodeRequestToken.Issue(Key, "430481", "gateway-430400", load.Method.Method, load.Target, load.Body, TimeProvider.System, TimeSpan.Zero)
        : new TokenIssuer(Key, "operators", TimeProvider.System).Issue("li.na", "430400", TimeSpan.FromHours(1), new Dictionary<string, object> { [TokenClaims.Rights] = new[] { "environment:read:430400" } });

    private static async Task<WebApplication> DestinationAsync()
    {
        var directory = new NodeDirectory(1, TimeProvider.System.GetUtcNow(), [new("430481", "耒阳市", Key.Public.ToJwk(), false, [], 0, 0, 0)], []).Sign(Key);
        var app = Quiet(_ => { });
        app.MapGet("/api/federation/v1/directory", async (long after) =>
        {
            if (after == 0)
                return Results.Text(directory);
            await Task.Delay(TimeSpan.FromSeconds(20));
            return Results.NoContent();
        });
        app.Map("/{**rest}", async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            http.Response.ContentLength = Answer.Length;
            await http.Response.Body.WriteAsync(Answer);
        });
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> BareAsync(string destination)
    {
        var app = Quiet(builder => builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "api", ClusterId = "node", Match = new RouteMatch { Path = "/api/{**rest}" } }],
            [new ClusterConfig { ClusterId = "node", Destinations = new Dictionary<string, DestinationConfig> { ["430400"] = new() { Address = destination } } }]));
        app.MapReverseProxy();
        await app.StartAsync();
        return app;
    }

    private static async Task<WebApplication> GatewayAsync(string destination, string folder)
    {
        var app = GatewayHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Gateway:Site"] = "gateway-430400",
                ["Gateway:Node"] = "430400",
                ["Gateway:Destination"] = destination,
                ["Gateway:Data"] = folder,
                ["Gateway:Directory:Key"] = Key.Public.ToJwk(),
                ["Gateway:Operators:0:Name"] = "operators",
                ["Gateway:Operators:0:Key"] = Key.Public.ToJwk(),
                ["Gateway:Limits:OperatorRequestsPerSecond"] = "1000000",
                ["Gateway:Limits:NodeRequestsPerSecond"] = "1000000",
                ["Gateway:Limits:NodeBytesPerSecond"] = "1000000000000",
            });
            builder.Logging.ClearProviders().AddProvider(new Formatting());
        });
        await app.StartAsync();
        using var http = new HttpClient();
        while (!(await http.GetAsync(app.Urls.First() + "/health/ready")).IsSuccessStatusCode)
            await Task.Delay(50);
        return app;
    }

    private static WebApplication Quiet(Action<WebApplicationBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        return builder.Build();
    }

    private sealed record Load(string Name, HttpMethod Method, string Target, byte[] Body, bool IsNode);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Told(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Median(values):F0} ({values.Min():F0}–{values.Max():F0})");

    // Makes the line of every access record as a console would, and writes it nowhere.
    private sealed class Formatting : ILoggerProvider, ILogger
    {
        private int length;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            length = formatter(state, exception).Length;

        public void Dispose() => length = 0;
    }
}
