using System.Globalization;
using SmartCity.AppHost.Linking;
using SmartCity.AppHost.Reading;
using SmartCity.Contracts.Security;
using SmartCity.Faults.Load;
using SmartCity.TestKit;

namespace SmartCity.Faults.Site;

/// <summary>
/// A city on PostgreSQL with RabbitMQ, its gateway, and one county on SQLite on a small disk, each a process of its own; the county's
/// line runs through a relay, its stations call by HJ 212. Whatever is killed can be started again where it was.
/// </summary>
internal sealed class FaultSite : IAsyncDisposable
{
    public const string CityId = "430400";
    public const string CountyId = "430481";
    private const string SiteName = "gateway-430400";
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-faults-").FullName;
    private readonly int cityPort = TestPorts.Free(), gatewayPort = TestPorts.Free(), countyPort = TestPorts.Free();
    private readonly List<NodeProgram> ended = [];
    private NodeProgram? city, gateway, county;

    public required OwnPostgres Postgres { get; init; }

    public required TestRabbit Rabbit { get; init; }

    public required SmallDisk Disk { get; init; }

    public TcpRelay Relay { get; private set; } = null!;

    public NodeProgram City => city!;

    public NodeProgram Gateway => gateway!;

    public NodeProgram County => county!;

    public int StationPort { get; } = TestPorts.Free();

    public Uri GatewayAddress => new($"http://127.0.0.1:{gatewayPort}");

    public string CountyDatabase => Path.Combine(Disk.Path, "node.db");

    /// <summary>Without a pool: what it keeps dies with the server.</summary>
    public string CityDatabase => Postgres.ConnectionString + ";Pooling=false";

    /// <summary>The key with which the county signs what it sends.</summary>
    public SigningKey CountyKey => SigningKey.LoadOrCreate(Path.Combine(Disk.Path, "node-key.pem"));

    public const string Audience = SiteName;

    public static async Task<FaultSite> StartAsync()
    {
        var place = Directory.CreateTempSubdirectory("smartcity-faults-site-").FullName;
        File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var postgres = await OwnPostgres.CreateAsync(Path.Combine(place, "postgres"));
        if (postgres is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "There is no PostgreSQL here: eng/test installs it.");
            Assert.Skip("There is no PostgreSQL here.");
        }
        var site = new FaultSite { Postgres = postgres, Rabbit = await TestRabbit.StartAsync(), Disk = SmallDisk.Create(Path.Combine(place, "county"), 256) };
        try
        {
            site.StartCity();
            site.StartGateway();
            site.StartCounty();
            site.Relay = new(TestPorts.Free(), site.GatewayAddress);
            site.Relay.Start();
            await Task.WhenAll(site.City.ReadyAsync(), site.Gateway.ReadyAsync(), site.County.ReadyAsync());
            using var atCity = new NodeApi(site.City.Address, NodeProgram.Token);
            using var atCounty = new NodeApi(site.County.Address, NodeProgram.Token);
            await new CountyEnrolment(atCity).JoinAsync(CountyId, atCounty, site.Relay.Address, CancellationToken.None);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public void StartCity()
    {
        Ended(city);
        city = NodeProgram.Node(CityId, Path.Combine(folder, "city"), new Dictionary<string, string?>(Common.Concat(BusPartner.Settings(Rabbit)))
        {
            ["Node:Database"] = Postgres.ConnectionString,
            ["Federation:Site"] = SiteName,
            ["Rights:Issuers:1:Name"] = SiteName,
            ["Rights:Issuers:1:Key"] = SigningKey.LoadOrCreate(Path.Combine(folder, "gateway", "gateway-key.pem")).Public.ToJwk(),
            ["Rights:Issuers:1:LongestLifetime"] = "00:05:00",
        }, port: cityPort);
    }

    public void StartGateway()
    {
        Ended(gateway);
        gateway = NodeProgram.Start("SmartCity.Gateway", gatewayPort, new Dictionary<string, string?>
        {
            ["Gateway:Site"] = SiteName,
            ["Gateway:Node"] = CityId,
            ["Gateway:Destination"] = $"http://127.0.0.1:{cityPort}",
            ["Gateway:Data"] = Path.Combine(folder, "gateway"),
            ["Gateway:Directory:Key"] = SigningKey.LoadOrCreate(Path.Combine(folder, "city", "directory-key.pem")).Public.ToJwk(),
        });
    }

    /// <summary>Starts the county; with a shift its clock is wrong by so much, while its timers run as they should.</summary>
    public void StartCounty(TimeSpan shift = default)
    {
        Ended(county);
        var wrong = shift == default ? null : new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = FakeTime!,
            ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"{shift.TotalSeconds:+0;-0}s"),
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        };
        county = NodeProgram.Node(CountyId, Disk.Path, new Dictionary<string, string?>(Common)
        {
            ["EnvironmentMonitoring:Hj212Port"] = StationPort.ToString(CultureInfo.InvariantCulture),
            ["EnvironmentMonitoring:Initialise:Enabled"] = "false",
            ["EnvironmentMonitoring:Gaps:Enabled"] = "false",
            ["Disk:LowWaterBytes"] = "16000000",
            ["Disk:ReserveBytes"] = "4194304",
            ["Disk:Every"] = "00:00:00.200",
        }, wrong, countyPort);
    }

    /// <summary>Debian's library that answers for the clock; null where it is not installed.</summary>
    public static string? FakeTime { get; } = new[] { "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1" }.FirstOrDefault(File.Exists);

    private static Dictionary<string, string?> Common => new()
    {
        ["Federation:Heartbeat"] = "00:00:01",
        ["Federation:LongPoll"] = "00:00:05",
        ["Federation:LedgerInterval"] = "00:00:05",
    };

    private void Ended(NodeProgram? program)
    {
        if (program is not null)
            ended.Add(program);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in new[] { county, gateway, city }.OfType<NodeProgram>().Concat(ended))
            await program.DisposeAsync();
        if (Relay is not null)
            await Relay.DisposeAsync();
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
        Disk.Dispose();
        Directory.Delete(folder, recursive: true);
        Directory.Delete(Path.GetDirectoryName(Disk.Path)!, recursive: true);
    }
}
