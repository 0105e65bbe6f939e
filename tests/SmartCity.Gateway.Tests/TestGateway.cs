using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmartCity.Contracts.Security;
using SmartCity.Gateway.Directories;
using SmartCity.TestKit;

namespace SmartCity.Gateway.Tests;

/// <summary>A gateway on a free port before a node on another, with county 430481 in its directory.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    public const string Site = "gateway-430400";
    public const string County = "430481";
    private readonly WebApplication app;
    private readonly bool keepFolder;

    private TestGateway(WebApplication app, CityNode city, string folder, bool keepFolder, ShiftedClock clock, LogLines logs)
    {
        (this.app, City, Folder, this.keepFolder, Clock, Logs) = (app, city, folder, keepFolder, clock, logs);
        Http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Signs directories.</summary>
    public static SigningKey Signer { get; } = SigningKey.Create();

    public static SigningKey CountyKey { get; } = SigningKey.Create();

    public static SigningKey Operators { get; } = SigningKey.Create();

    public static DirectoryNode Leiyang { get; } = new(County, "耒阳市", CountyKey.Public.ToJwk(), false, [County], 0, 0, 0);

    public CityNode City { get; }

    public string Folder { get; }

    public ShiftedClock Clock { get; }

    public LogLines Logs { get; }

    public Uri Address => new(app.Urls.First());

    public HttpClient Http { get; }

    public DirectoryState Directory => app.Services.GetRequiredService<DirectoryState>();

    /// <summary>The gateway's public key, as its node would have it in its settings.</summary>
    public PublicKey Key => SigningKey.LoadOrCreate(Path.Combine(Folder, "gateway-key.pem")).Public;

    public static Dictionary<string, string?> Settings(string destination, string folder) => new()
    {
        ["urls"] = "http://127.0.0.1:0",
        ["Gateway:Site"] = Site,
        ["Gateway:Node"] = "430400",
        ["Gateway:Destination"] = destination,
        ["Gateway:Data"] = folder,
        ["Gateway:Directory:Key"] = Signer.Public.ToJwk(),
        ["Gateway:Operators:0:Name"] = "operators",
        ["Gateway:Operators:0:Key"] = Operators.Public.ToJwk(),
        ["Gateway:Operators:0:Rights:0"] = "environment:*:430400",
    };

    public static async Task<TestGateway> StartAsync(
        IDictionary<string, string?>? settings = null, NodeDirectory? directory = null, string? folder = null, CityNode? city = null, bool withDirectory = true)
    {
        var data = folder ?? System.IO.Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var (clock, logs) = (new ShiftedClock(), new LogLines());
        city ??= await CityNode.StartAsync();
        var destination = city.Address.ToString();
        var app = GatewayHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings(destination, data));
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders().AddProvider(logs);
        });
        if (withDirectory)
            city.Publish((directory ?? Version(1, Leiyang)).Sign(Signer));
        else
            city.DirectoryHeld = true;
        await app.StartAsync();
        var gateway = new TestGateway(app, city, data, folder is not null, clock, logs);
        if (withDirectory)
            await Eventually.True("the first directory", () => Task.FromResult(gateway.Directory.Current.Version > 0));
        return gateway;
    }

    public static NodeDirectory Version(long version, params DirectoryNode[] nodes) => new(version, TimeProvider.System.GetUtcNow(), nodes, []);

    /// <summary>Has the node give out a directory, and waits until the gateway works by it.</summary>
    public async Task TakeAsync(NodeDirectory directory)
    {
        City.Publish(directory.Sign(Signer));
        await Eventually.True("directory " + directory.Version, () => Task.FromResult(Directory.Current.Version == directory.Version));
    }

    /// <summary>A request of the county, signed as the county signs.</summary>
    public HttpRequestMessage Signed(HttpMethod method, string target, byte[]? body = null)
    {
        var token = NodeRequestToken.Issue(CountyKey, County, Site, method.Method, target, body ?? [], Clock, TimeSpan.Zero);
        var request = With(token, method, target);
        if (body is not null)
            request.Content = new ByteArrayContent(body);
        return request;
    }

    public static HttpRequestMessage With(string? token, HttpMethod method, string target)
    {
        var request = new HttpRequestMessage(method, target);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    public string OperatorToken(string[] rights, string audience = "430400", string kind = "operator", TimeSpan? lifetime = null, string issuer = "operators", SigningKey? key = null) =>
        new TokenIssuer(key ?? Operators, issuer, Clock).Issue("li.na", audience, lifetime ?? TimeSpan.FromHours(1),
            new Dictionary<string, object> { [TokenClaims.Rights] = rights, [TokenClaims.Kind] = kind });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
        await City.DisposeAsync();
        if (!keepFolder)
            System.IO.Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Reading problems.</summary>
internal static class ProblemReading
{
    public const string Prefix = "urn:smart-hengyang:problem:";

    /// <summary>The problem a response holds, after a look at what every problem of the gateway must have.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, int status, string type)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(Prefix + type, problem.GetProperty("type").GetString());
        Assert.Equal(TestGateway.Site, problem.GetProperty("hop").GetString());
        return problem;
    }
}
