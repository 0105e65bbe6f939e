using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SmartCity.Contracts.Security;

namespace SmartCity.Benchmarks.Running;

/// <summary>A city, its gateway and a county, as three processes of this build on loopback.</summary>
internal sealed class Site : IDisposable
{
    private readonly Children children = new();
    private readonly SigningKey operators = SigningKey.Create();
    private readonly int cityPort = Children.FreePort(), gatewayPort = Children.FreePort(), countyPort = Children.FreePort();
    private string directoryKey = "";

    /// <summary>Folder of the county's data.</summary>
    public string CountyFolder => Path.Combine(children.Folder, "county");

    /// <summary>The city's SQLite file.</summary>
    public string CityFile => Path.Combine(children.Folder, "city", "node.db");

    public Process City { get; private set; } = null!;

    public Process Gateway { get; private set; } = null!;

    public Process County { get; private set; } = null!;

    private IEnumerable<(string Name, Process Process)> Running => new (string, Process?)[] { ("county", County), ("gateway", Gateway), ("city", City) }.Where(one => one.Item2 is not null)!;

    public HttpClient AtCity { get; private set; } = null!;

    public HttpClient AtCounty { get; private set; } = null!;

    /// <summary>Starts city and gateway, and waits until both are ready.</summary>
    /// <param name="program">The program of the city: the node itself, or one that adds to it.</param>
    /// <param name="settings">More settings of the city.</param>
    public async Task StartCityAsync(string program, params string[] settings)
    {
        var gatewayKey = SigningKey.LoadOrCreate(Path.Combine(children.Folder, "gateway", "gateway-key.pem")).Public.ToJwk();
        directoryKey = SigningKey.LoadOrCreate(Path.Combine(children.Folder, "city", "directory-key.pem")).Public.ToJwk();
        City = Node(program, "430400", cityPort, [$"--Node:Data={children.Folder}/city", "--Rights:Issuers:1:Name=gateway-430400", $"--Rights:Issuers:1:Key={gatewayKey}", "--Federation:Site=gateway-430400", .. settings]);
        Gateway = children.StartOurs("SmartCity.Gateway", $"--urls=http://127.0.0.1:{gatewayPort}", "--Gateway:Site=gateway-430400", "--Gateway:Node=430400",
            $"--Gateway:Destination=http://127.0.0.1:{cityPort}", $"--Gateway:Data={children.Folder}/gateway", $"--Gateway:Directory:Key={directoryKey}");
        AtCity = Client(cityPort);
        await ReadyAsync(AtCity, City);
        using var atGateway = Client(gatewayPort);
        await ReadyAsync(atGateway, Gateway);
    }

    /// <summary>Starts the county and waits until it is ready.</summary>
    public async Task StartCountyAsync(string program, params string[] settings)
    {
        County = Node(program, "430481", countyPort, [$"--Node:Data={CountyFolder}", .. settings]);
        AtCounty = Client(countyPort);
        await ReadyAsync(AtCounty, County);
    }

    /// <summary>Where the gateway listens.</summary>
    public Uri GatewayAddress => new($"http://127.0.0.1:{gatewayPort}");

    /// <summary>Ends the county as a power cut would.</summary>
    public void StopCounty() => children.End(County);

    /// <summary>Enrols the county; its lanes flow from now on.</summary>
    public async Task LinkAsync()
    {
        var made = await AtCity.PostAsJsonAsync("/api/federation/v1/enrolments", new { node = "430481" });
        var code = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        (await AtCounty.PutAsJsonAsync("/api/federation/v1/upstream", new { url = $"http://127.0.0.1:{gatewayPort}", code })).EnsureSuccessStatusCode();
    }

    /// <summary>Processor time of those that were started, so far.</summary>
    public IReadOnlyList<(string, TimeSpan)> Used() => [.. Running.Select(one => (one.Name, Children.Cpu(one.Process)))];

    private Process Node(string program, string id, int port, IEnumerable<string> settings) => children.StartOurs(program,
        [.. program == "SmartCity.Benchmarks" ? ["bench-node"] : Array.Empty<string>(), $"--urls=http://127.0.0.1:{port}", $"--Node:Id={id}", $"--Node:Name={id}", "--Rights:Issuers:0:Name=bench", $"--Rights:Issuers:0:Key={operators.Public.ToJwk()}", .. settings]);

    private HttpClient Client(int port)
    {
        var token = new TokenIssuer(operators, "bench", TimeProvider.System).Issue("bench", TokenAudience.Everywhere, TimeSpan.FromHours(1),
            new Dictionary<string, object> { [TokenClaims.Rights] = (string[])["*:*:*"], [TokenClaims.Kind] = "operator" });
        return new() { BaseAddress = new($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    private static async Task ReadyAsync(HttpClient client, Process process)
    {
        while (!process.HasExited)
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return;
                await Task.Delay(20);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        throw new InvalidOperationException($"A process of the benchmark ended with {process.ExitCode} instead of getting ready.");
    }

    public void Dispose()
    {
        AtCity?.Dispose();
        AtCounty?.Dispose();
        children.Dispose();
    }
}
