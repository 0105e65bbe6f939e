using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SmartCity.TestKit;

/// <summary>
/// A RabbitMQ broker of its own, Debian's: own node name, ports and folders, nothing of the system's. It can be killed in
/// the middle and started again on what it had. Without RabbitMQ a desk skips; CI fails.
/// </summary>
public sealed class TestRabbit : IAsyncDisposable
{
    public const string User = "smartcity";
    public const string Password = "test-only-5d1f";
    private const string Missing = "RabbitMQ is not installed (Debian: apt-get install rabbitmq-server); eng/test installs it.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string server;
    private readonly string folder = Directory.CreateTempSubdirectory("smartcity-rabbit-").FullName;
    private readonly int distribution = TestPorts.Free();
    private readonly int mapper = TestPorts.Free();
    private Process? epmd;
    private Process? broker;

    private TestRabbit(string server) => this.server = server;

    public int Port { get; } = TestPorts.Free();

    /// <summary>What the broker last printed.</summary>
    public string LastWords => string.Join('\n', File.Exists(LogFile) ? File.ReadLines(LogFile).TakeLast(30) : []);

    private string LogFile => Path.Combine(folder, "broker.log");

    /// <summary>Starts one, or skips the test at a desk that has none.</summary>
    public static async Task<TestRabbit> StartAsync()
    {
        var server = Directory.Exists("/usr/lib/rabbitmq/lib")
            ? Directory.EnumerateDirectories("/usr/lib/rabbitmq/lib", "rabbitmq_server-*").Select(home => Path.Combine(home, "sbin", "rabbitmq-server")).Where(File.Exists).Order().LastOrDefault() : null;
        if (server is null)
        {
            Xunit.Assert.False(Environment.GetEnvironmentVariable("CI") == "true", Missing);
            Xunit.Assert.Skip(Missing);
        }
        var rabbit = new TestRabbit(server!);
        File.WriteAllText(Path.Combine(rabbit.folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{rabbit.Port}
            default_user = {User}
            default_pass = {Password}
            disk_free_limit.absolute = 20MB
            log.console = true
            log.console.level = warning
            log.file = false

            """);
        File.WriteAllText(Path.Combine(rabbit.folder, "enabled_plugins"), "[].\n");
        rabbit.epmd = rabbit.Run("epmd", ["-port", rabbit.mapper.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"]);
        await rabbit.StartBrokerAsync();
        return rabbit;
    }

    /// <summary>Starts the broker again on what it had.</summary>
    public async Task StartBrokerAsync()
    {
        broker = Run(server, []);
        using var giveUp = new CancellationTokenSource(Patience);
        while (!await AnswersAsync())
        {
            if (broker.HasExited || giveUp.IsCancellationRequested)
                throw new InvalidOperationException($"RabbitMQ did not start:\n{LastWords}");
            await Task.Delay(100);
        }
    }

    /// <summary>kill -9, to the broker and all it started.</summary>
    public async Task KillAsync()
    {
        broker!.Kill(entireProcessTree: true);
        await broker.WaitForExitAsync();
        await Eventually.True("the port is free", () => Task.FromResult(IsFree(Port)));
    }

    // A listener may stand before the broker is up: only its greeting counts.
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync("AMQP\0\0\t\u0001"u8.ToArray());
            var answer = new byte[1];
            return await client.GetStream().ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(5)) == 1 && answer[0] == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private Process Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = $"smartcity-{Port}@localhost",
            ["RABBITMQ_NODE_PORT"] = Port.ToString(CultureInfo.InvariantCulture),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = distribution.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_PORT"] = mapper.ToString(CultureInfo.InvariantCulture),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none",
        })
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Note(string? line)
    {
        if (line is not null)
            lock (folder)
                File.AppendAllText(LogFile, line + "\n");
    }

    private static bool IsFree(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        finally
        {
            listener.Stop();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { broker, epmd }.OfType<Process>())
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }
}
