using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts.Security;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Log;
using SmartCity.Kernel.Modules;
using SmartCity.Kernel.Storage;

namespace SmartCity.TestKit;

/// <summary>A whole node for one test: Kestrel on a free port of loopback, its own database, real time unless given another clock.</summary>
public sealed class TestNode : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string folder;
    private readonly bool keepFolder;

    private TestNode(WebApplication app, string folder, bool keepFolder, string id)
    {
        (this.app, this.folder, this.keepFolder, Id) = (app, folder, keepFolder, id);
        Address = new Uri(app.Urls.First());
        Http = Client(Token("*:*:*"));
    }

    /// <summary>Who signs the tokens of tests.</summary>
    public static SigningKey Operators { get; } = SigningKey.Create();

    public string Id { get; }

    public Uri Address { get; }

    /// <summary>A client with every right.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => app.Services;

    public EventLog Log => Services.GetRequiredService<EventLog>();

    public NodeStore Store => Services.GetRequiredService<NodeStore>();

    /// <summary>Starts a node.</summary>
    /// <param name="id">Its division code.</param>
    /// <param name="modules">The modules it runs.</param>
    /// <param name="settings">Settings, <c>Federation:Upstream</c> = …</param>
    /// <param name="services">Replaces services, for example the clock.</param>
    /// <param name="folder">Its data folder, to start again on the same data; default a new temporary one, removed at the end.</param>
    public static async Task<TestNode> StartAsync(string id, IReadOnlyList<IModule> modules, IDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null, string? folder = null)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var app = NodeHost.Build([], modules, builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Node:Id"] = id,
                ["Node:Name"] = "测试节点 " + id,
                ["Node:Data"] = data,
                ["Disk:ReserveBytes"] = "0",
                ["Rights:Issuers:0:Name"] = "tests",
                ["Rights:Issuers:0:Key"] = Operators.Public.ToJwk(),
            });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            services?.Invoke(builder.Services);
        });
        await app.StartAsync();
        return new TestNode(app, data, folder is not null, id);
    }

    /// <summary>A token of an operator with these rights, <c>module:action:division</c>.</summary>
    public string Token(params string[] rights) => new TokenIssuer(Operators, "tests", TimeProvider.System)
        .Issue("tester", Id, TimeSpan.FromHours(1), new Dictionary<string, object> { [TokenClaims.Rights] = rights, [TokenClaims.Kind] = "operator" });

    /// <summary>A client that sends a token; with null, none.</summary>
    public HttpClient Client(string? token)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepFolder)
            Directory.Delete(folder, recursive: true);
    }
}
