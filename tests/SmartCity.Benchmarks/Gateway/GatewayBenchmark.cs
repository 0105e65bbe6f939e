using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using SmartCity.Benchmarks.Running;
using SmartCity.Contracts.Security;

namespace SmartCity.Benchmarks.Gateway;

/// <summary>
/// The gateway against a bare YARP proxy and nginx on the same route, before the same destination, under the same load of
/// wrk. Every one is a process of its own. Rounds alternate; medians are compared.
/// </summary>
internal sealed partial class GatewayBenchmark(Switches switches) : IDisposable
{
    private static readonly SigningKey Key = SigningKey.Create();
    private readonly Children children = new();
    private readonly int destination = Children.FreePort(), bare = Children.FreePort(), nginx = Children.FreePort(), gateway = Children.FreePort();
    private readonly int connections = switches.Number("connections", 16);
    private readonly int seconds = switches.Number("seconds", 2);

    public static async Task<int> RunAsync(Switches switches)
    {
        using var benchmark = new GatewayBenchmark(switches);
        await benchmark.RunAllAsync();
        return 0;
    }

    private async Task RunAllAsync()
    {
        Machine.Head("Gateway, beside a bare YARP proxy and nginx on the same route", $"gateway{switches}",
            $"wrk with {connections} connections and one thread, destination, and each proxy are processes of their own on loopback; the answer is 1 KB. The gateway checks tokens, issues internal ones, keeps limits, counts bytes and writes its access log to /dev/null; the others do none of this. Requests a second by the clock, and the proxy's own processor time for each.");
        var proxies = await StartAsync();
        await WarmUpAsync(proxies);
        Console.WriteLine("| load | bare YARP | nginx | gateway | gateway ÷ YARP | gateway ÷ nginx | CPU a request: YARP, nginx, gateway |\n|---|---:|---:|---:|---:|---:|---|");
        foreach (var load in Loads().Where(load => switches.Text("only") is not { } only || load.Name.Contains(only, StringComparison.Ordinal)))
            Console.WriteLine(await CompareAsync(load, proxies));
        Machine.Foot(SignaturesTold());
    }

    private static Load[] Loads() =>
    [
        new("operator, GET", "GET", "/api/environment/v1/stations", 0, IsNode: false),
        new("operator, POST 16 KB", "POST", "/api/environment/v1/stations", 16 << 10, IsNode: false),
        new("node, GET", "GET", "/api/federation/v1/outbound?lane=1&after=7", 0, IsNode: true),
        new("node, POST 16 KB", "POST", "/api/federation/v1/events", 16 << 10, IsNode: true),
        new("node, POST 256 KB", "POST", "/api/federation/v1/events", 256 << 10, IsNode: true),
        new("node, POST 1 MB", "POST", "/api/federation/v1/events", 1 << 20, IsNode: true),
    ];

    private async Task<IReadOnlyList<Proxy>> StartAsync()
    {
        var directory = Path.Combine(children.Folder, "directory");
        await File.WriteAllTextAsync(directory, new NodeDirectory(1, TimeProvider.System.GetUtcNow(), [new("430481", "耒阳市", Key.Public.ToJwk(), false, [], 0, 0, 0)], []).Sign(Key));
        children.StartOurs("SmartCity.Benchmarks", "destination", $"--urls=http://127.0.0.1:{destination}", $"--directory={directory}");
        await File.WriteAllTextAsync(Path.Combine(children.Folder, "nginx.conf"), NginxConf());
        Proxy[] proxies =
        [
            new("bare YARP", bare, children.StartOurs("SmartCity.Benchmarks", "bare-proxy", $"--urls=http://127.0.0.1:{bare}", $"--to=http://127.0.0.1:{destination}")),
            new("nginx", nginx, children.Start("nginx", ["-c", Path.Combine(children.Folder, "nginx.conf"), "-p", children.Folder], new Dictionary<string, string>(), quiet: true)),
            new("gateway", gateway, StartGateway()),
        ];
        using var http = new HttpClient();
        foreach (var url in (string[])[$"http://127.0.0.1:{destination}/api/x", $"http://127.0.0.1:{bare}/api/x", $"http://127.0.0.1:{nginx}/api/x", $"http://127.0.0.1:{gateway}/health/ready"])
            await Until(http, url);
        return proxies;
    }

    // By way of a shell, so that the log goes where it costs nobody else anything.
    private Process StartGateway()
    {
        string[] settings =
        [
            $"--urls=http://127.0.0.1:{gateway}", "--Gateway:Site=gateway-430400", "--Gateway:Node=430400", $"--Gateway:Destination=http://127.0.0.1:{destination}", $"--Gateway:Data={children.Folder}/gateway",
            $"--Gateway:Directory:Key={Key.Public.ToJwk()}", "--Gateway:Operators:0:Name=operators", $"--Gateway:Operators:0:Key={Key.Public.ToJwk()}",
            "--Gateway:Limits:OperatorRequestsPerSecond=1000000", "--Gateway:Limits:OperatorBytesPerSecond=1000000000000", "--Gateway:Limits:NodeRequestsPerSecond=1000000", "--Gateway:Limits:NodeBytesPerSecond=1000000000000",
        ];
        return children.Start("sh", ["-c", "exec dotnet \"$@\" > /dev/null", "sh", Children.Ours("SmartCity.Gateway"), .. settings], new Dictionary<string, string>());
    }

    private string NginxConf() => $$"""
        daemon off;
        worker_processes auto;
        pid {{children.Folder}}/nginx.pid;
        error_log /dev/null;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_max_body_size 8m;
            client_body_buffer_size 2m;
            client_body_temp_path {{children.Folder}}/body;
            proxy_temp_path {{children.Folder}}/proxy;
            upstream destination { server 127.0.0.1:{{destination}}; keepalive 64; }
            server {
                listen 127.0.0.1:{{nginx}};
                keepalive_requests 1000000000;
                location /api/ { proxy_pass http://destination; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_request_buffering off; }
            }
        }
        """;

    // Freshly started, both spend more on compiling than on forwarding: two thirds of the gateway's samples on a busy machine.
    private async Task WarmUpAsync(IReadOnlyList<Proxy> proxies)
    {
        foreach (var load in Loads().Where(load => load.Bytes <= 16 << 10))
            foreach (var proxy in proxies.Where(proxy => proxy.Name != "nginx"))
                await LoadAsync(load, proxy.Port, switches.Number("warm", 5));
    }

    private async Task<string> CompareAsync(Load load, IReadOnlyList<Proxy> proxies)
    {
        var rates = proxies.ToDictionary(proxy => proxy, _ => new List<double>());
        var costs = proxies.ToDictionary(proxy => proxy, _ => new List<double>());
        for (var round = -1; round < switches.Number("rounds", 3); round++)
            foreach (var proxy in proxies)
            {
                var before = proxy.Cpu;
                var (rate, requests) = await LoadAsync(load, proxy.Port, seconds);
                if (round < 0)
                    continue;
                rates[proxy].Add(rate);
                costs[proxy].Add((proxy.Cpu - before).TotalMicroseconds / requests);
            }
        var median = proxies.Select(proxy => Machine.Median(rates[proxy])).ToList();
        return Machine.Invariant($"| {load.Name} | {median[0]:N0} | {median[1]:N0} | {median[2]:N0} | {median[2] / median[0]:N2} | {median[2] / median[1]:N2} | {string.Join(", ", proxies.Select(proxy => Machine.Invariant($"{Machine.Median(costs[proxy]):N0} µs")))} |");
    }

    private async Task<(double Rate, long Requests)> LoadAsync(Load load, int port, int duration)
    {
        // One token a round: signing is the client's cost, and the same request may be sent again while it holds.
        var body = load.Bytes == 0 ? [] : RandomNumberGenerator.GetBytes(load.Bytes);
        await File.WriteAllBytesAsync(Path.Combine(children.Folder, "load"), body);
        await File.WriteAllTextAsync(Path.Combine(children.Folder, "load.lua"), $"""
            wrk.method = "{load.Method}"
            wrk.headers["Authorization"] = "Bearer {Token(load, body)}"
            {(load.Bytes == 0 ? "" : $"local f = io.open(\"{children.Folder}/load\", \"rb\")\nwrk.body = f:read(\"*a\")\nf:close()")}
            """);
        var said = await Children.RunAsync("wrk", ["-t1", $"-c{connections}", $"-d{duration}s", "-s", Path.Combine(children.Folder, "load.lua"), $"http://127.0.0.1:{port}{load.Target}"], new Dictionary<string, string>());
        if (said.Contains("Non-2xx", StringComparison.Ordinal) || said.Contains("Socket errors", StringComparison.Ordinal))
            throw new InvalidOperationException($"{load.Name} at port {port}: {said}");
        return (double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture), long.Parse(Requests().Match(said).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static string Token(Load load, byte[] body) => load.IsNode
        ? NodeRequestToken.Issue(Key, "430481", "gateway-430400", load.Method, load.Target, body, TimeProvider.System, TimeSpan.Zero)
        : new TokenIssuer(Key, "operators", TimeProvider.System).Issue("li.na", "430400", TimeSpan.FromHours(1), new Dictionary<string, object> { [TokenClaims.Rights] = new[] { "environment:read:430400" } });

    // What no gateway can do without that verifies one signature and makes one of its own for every request of a node.
    private static string SignaturesTold()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (data, verifying, signing) = (RandomNumberGenerator.GetBytes(600), new List<double>(), new List<double>());
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        for (var round = 0; round < 5; round++)
        {
            verifying.Add(Time(() => key.VerifyData(data, signature, HashAlgorithmName.SHA256)));
            signing.Add(Time(() => key.SignData(data, HashAlgorithmName.SHA256).Length > 0));
        }
        return Machine.Invariant($"A node's request carries an ES256 token of its own: to verify one signature costs {verifying.Min():N0} µs and to make one {signing.Min():N0} µs of processor time in OpenSSL alone, in the same run.");
    }

    private static double Time(Func<bool> work)
    {
        using var self = Process.GetCurrentProcess();
        var began = self.TotalProcessorTime;
        for (var time = 0; time < 500; time++)
            if (!work())
                throw new InvalidOperationException("A signature does not hold.");
        self.Refresh();
        return (self.TotalProcessorTime - began).TotalMicroseconds / 500;
    }

    private static async Task Until(HttpClient http, string url)
    {
        while (true)
            try
            {
                if ((await http.GetAsync(url)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
    }

    public void Dispose() => children.Dispose();

    private sealed record Load(string Name, string Method, string Target, int Bytes, bool IsNode);

    private sealed record Proxy(string Name, int Port, Process Process)
    {
        public TimeSpan Cpu => Children.Cpu(Process, withChildren: true);
    }

    [GeneratedRegex(@"Requests/sec:\s*([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"([0-9]+) requests in")]
    private static partial Regex Requests();
}
