using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using SmartCity.Contracts.Security;

namespace SmartCity.TestKit;

/// <summary>A built program as a process of its own, so that it can be killed or stopped in the middle of anything.</summary>
public sealed class NodeProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly StringBuilder output = new();

    private NodeProgram(Process process, Uri address)
    {
        (this.process, Address) = (process, address);
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(40), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Token) } };
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>A token with every right, at every node started here.</summary>
    public static string Token { get; } = new TokenIssuer(TestNode.Operators, "tests", TimeProvider.System).Issue("tester", TokenAudience.Everywhere, TimeSpan.FromHours(6),
        new Dictionary<string, object> { [TokenClaims.Rights] = (string[])["*:*:*"], [TokenClaims.Kind] = "operator" });

    public int Pid => process.Id;

    public Uri Address { get; }

    /// <summary>A client with every right.</summary>
    public HttpClient Http { get; }

    public bool HasExited => process.HasExited;

    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts a node; it may not be ready yet.</summary>
    /// <param name="id">Its division code.</param>
    /// <param name="data">Its data folder.</param>
    /// <param name="settings">More settings; null takes one of ours away.</param>
    /// <param name="environment">Variables of the process.</param>
    /// <param name="port">Where it answers HTTP; default a free port.</param>
    public static NodeProgram Node(string id, string data, IReadOnlyDictionary<string, string?>? settings = null, IReadOnlyDictionary<string, string>? environment = null, int? port = null)
    {
        var all = new Dictionary<string, string?>
        {
            ["Node:Id"] = id,
            ["Node:Name"] = "测试节点 " + id,
            ["Node:Data"] = data,
            ["Disk:ReserveBytes"] = "0",
            ["Rights:Issuers:0:Name"] = "tests",
            ["Rights:Issuers:0:Key"] = TestNode.Operators.Public.ToJwk(),
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string?>())
            all[name] = value;
        return Start("SmartCity.Node", port ?? TestPorts.Free(), all, environment);
    }

    /// <summary>Starts any built program that answers HTTP.</summary>
    public static NodeProgram Start(string program, int port, IReadOnlyDictionary<string, string?> settings, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Built(program), $"--urls=http://127.0.0.1:{port}", .. settings.Where(setting => setting.Value is not null).Select(setting => $"--{setting.Key}={setting.Value}")])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
    }

    /// <summary>The dll of a built program, beside this test's own.</summary>
    public static string Built(string program, string? dll = null)
    {
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(here.Parent!.Parent!.FullName, program, here.Name, (dll ?? program) + ".dll");
    }

    /// <summary>Waits until it says that it is ready.</summary>
    public async Task<NodeProgram> ReadyAsync()
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await Http.GetAsync("/health/ready")).IsSuccessStatusCode)
                    return this;
            }
            catch (HttpRequestException)
            {
            }
            if (process.HasExited || began.Elapsed > StartPatience)
                throw new TimeoutException($"The program is not ready{(process.HasExited ? $"; it ended with {process.ExitCode}" : "")}. It said:\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        Signal(9);
        process.WaitForExit();
    }

    /// <summary>SIGSTOP: as a host that goes silent, its connections still standing.</summary>
    public void Freeze() => Signal(19);

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal(18);

    /// <summary>SIGTERM, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(TimeSpan? patience = null)
    {
        Signal(15);
        return await ExitAsync(patience ?? TimeSpan.FromSeconds(40));
    }

    public async Task<int> ExitAsync(TimeSpan patience)
    {
        using var giveUp = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(giveUp.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private void Add(string? line)
    {
        lock (output)
            output.AppendLine(line);
    }

    private void Signal(int signal) => _ = NativeKill(process.Id, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int NativeKill(int pid, int signal);
}
