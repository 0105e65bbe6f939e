using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SmartCity.Contracts.Security;

namespace SmartCity.Benchmarks.Federation;

/// <summary>
/// County → gateway → city: three processes on loopback, SQLite at both ends, durable at both ends, a backlog of Bulk
/// events ready before the county is linked. Measured from the link's first batch to the last event in the city's log.
/// </summary>
internal sealed class BridgeBenchmark : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-bench-").FullName;
    private readonly List<Process> processes = [];
    private readonly SigningKey operators = SigningKey.Create();
    private readonly int city = FreePort(), gateway = FreePort(), county = FreePort();

    public static async Task<int> RunAsync(int events)
    {
        using var bridge = new BridgeBenchmark();
        return await bridge.MeasureAsync(events);
    }

    private async Task<int> MeasureAsync(int events)
    {
        var gatewayKey = SigningKey.LoadOrCreate(Path.Combine(folder, "gateway", "gateway-key.pem")).Public.ToJwk();
        var directoryKey = SigningKey.LoadOrCreate(Path.Combine(folder, "city", "directory-key.pem")).Public.ToJwk();
        var cityProcess = Start("SmartCity.Node", city, Node("430400", "city"), $"--Rights:Issuers:1:Name=gateway-430400", $"--Rights:Issuers:1:Key={gatewayKey}", "--Federation:Site=gateway-430400");
        var gatewayProcess = Start("SmartCity.Gateway", gateway, "--Gateway:Site=gateway-430400", "--Gateway:Node=430400", $"--Gateway:Destination=http://127.0.0.1:{city}",
            $"--Gateway:Data={folder}/gateway", $"--Gateway:Directory:Key={directoryKey}");
        var countyProcess = Start("SmartCity.Node", county, Node("430481", "county"));
        using var atCity = Client(city);
        using var atCounty = Client(county);
        await ReadyAsync(atCity);
        await ReadyAsync(atCounty);
        for (var made = 0; made < events; made += 10_000)
            (await atCounty.PostAsJsonAsync("/api/platform/v1/drills", new { lane = "bulk", count = Math.Min(10_000, events - made) })).EnsureSuccessStatusCode();
        var started = Stopwatch.GetTimestamp();
        var code = (await (await atCity.PostAsJsonAsync("/api/federation/v1/enrolments", new { node = "430481" })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        (await atCounty.PutAsJsonAsync("/api/federation/v1/upstream", new { url = $"http://127.0.0.1:{gateway}", code })).EnsureSuccessStatusCode();
        // The first tenth warms up: code is compiled while it runs.
        while (await CountAsync() < events / 10)
            await Task.Delay(5);
        var first = Stopwatch.GetTimestamp();
        var before = new[] { countyProcess, gatewayProcess, cityProcess }.Select(Cpu).ToArray();
        var already = await CountAsync();
        while (await CountAsync() < events)
            await Task.Delay(20);
        var seconds = Stopwatch.GetElapsedTime(first).TotalSeconds;
        Console.WriteLine($"| {events:N0} events of about 190 bytes of data | {(events - already) / seconds:N0} events/s | {seconds:N2} s after {Stopwatch.GetElapsedTime(started, first).TotalSeconds:N2} s to link |");
        foreach (var (name, process, cpu) in new[] { ("county", countyProcess, before[0]), ("gateway", gatewayProcess, before[1]), ("city", cityProcess, before[2]) })
        {
            Console.WriteLine($"| {name} | {(Cpu(process) - cpu).TotalMicroseconds / (events - already):N1} µs CPU per event | {process.WorkingSet64 >> 20} MB |");
        }
        return 0;
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private string[] Node(string id, string data) =>
    [
        $"--Node:Id={id}", $"--Node:Name={id}", $"--Node:Data={folder}/{data}", "--Node:Modules:0=Federation",
        "--Rights:Issuers:0:Name=bench", $"--Rights:Issuers:0:Key={operators.Public.ToJwk()}",
    ];

    private Process Start(string program, int port, string[] settings, params string[] more) => Start(program, port, [.. settings, .. more]);

    private Process Start(string program, int port, params string[] settings)
    {
        var dll = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", program, new DirectoryInfo(AppContext.BaseDirectory).Name, program + ".dll"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[dll, $"--urls=http://127.0.0.1:{port}", .. settings])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        processes.Add(process);
        return process;
    }

    private HttpClient Client(int port)
    {
        var token = new TokenIssuer(operators, "bench", TimeProvider.System).Issue("bench", TokenAudience.Everywhere, TimeSpan.FromHours(1),
            new Dictionary<string, object> { [TokenClaims.Rights] = (string[])["*:*:*"], [TokenClaims.Kind] = "operator" });
        return new() { BaseAddress = new($"http://127.0.0.1:{port}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    private static async Task ReadyAsync(HttpClient client)
    {
        while (true)
            try
            {
                if ((await client.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
    }

    private async Task<long> CountAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={folder}/city/node.db;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from kernel_log where lane = 3";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        foreach (var process in processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }
}
