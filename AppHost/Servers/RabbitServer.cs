using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Topology;
using SmartCity.Contracts.Security;

namespace SmartCity.AppHost.Servers;

/// <summary>This system's RabbitMQ: node name, ports and folders of our own by environment, none of the system's service.</summary>
internal sealed class RabbitServer
{
    public const string User = "smartcity";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Ports ports;
    private readonly string folder;

    /// <exception cref="HostFailure">RabbitMQ is not installed.</exception>
    public RabbitServer(string data, Ports ports)
    {
        var server = SystemCommand.Newest("/usr/lib/rabbitmq/lib", "rabbitmq_server-*", "sbin/rabbitmq-server")
            ?? throw new HostFailure("--infra native needs RabbitMQ, and there is none in /usr/lib/rabbitmq/lib. Debian: apt-get install rabbitmq-server. Without it: --infra embedded.");
        this.ports = ports;
        folder = Path.Combine(data, "rabbitmq");
        PasswordFile = Path.Combine(data, "rabbitmq-password");
        // Erlang looks ports up at a mapper; one of our own leaves none behind and meets no other.
        Mapper = new("epmd", "Erlang port mapper", folder, "TERM", ["epmd", "-port", Text(ports.RabbitMapper), "-address", "127.0.0.1"], new Dictionary<string, string>());
        Plan = new("rabbitmq", "RabbitMQ", folder, "TERM", [server], new Dictionary<string, string>
        {
            ["HOME"] = folder,
            ["RABBITMQ_NODENAME"] = $"smartcity-{Text(ports.Rabbit)}@localhost",
            ["RABBITMQ_NODE_PORT"] = Text(ports.Rabbit),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_DIST_PORT"] = Text(ports.RabbitDistribution),
            ["ERL_EPMD_PORT"] = Text(ports.RabbitMapper),
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
            ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none",
        });
    }

    public ServerPlan Mapper { get; }

    public ServerPlan Plan { get; }

    /// <summary>Holds the password, for its owner alone.</summary>
    public string PasswordFile { get; }

    /// <summary>Writes its settings; the password is made the first time.</summary>
    public void Prepare()
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(PasswordFile))
            PrivateFile.Write(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        PrivateFile.Write(Path.Combine(folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{Text(ports.Rabbit)}
            default_user = {User}
            default_pass = {File.ReadAllText(PasswordFile).Trim()}
            disk_free_limit.absolute = 100MB
            log.console = true
            log.console.level = warning
            log.file = false

            """);
        File.WriteAllText(Path.Combine(folder, "enabled_plugins"), "[].\n");
    }

    /// <summary>Waits until it greets.</summary>
    public async Task ReadyAsync(Task<string> hopeless, TimeProvider clock, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        while (!await GreetsAsync(cancellation))
        {
            if (hopeless.IsCompletedSuccessfully)
                throw new HostFailure(await hopeless);
            if (clock.GetElapsedTime(began) > Patience)
                throw new HostFailure($"RabbitMQ does not answer on 127.0.0.1:{ports.Rabbit} after {Patience.TotalSeconds:0} s; see logs/rabbitmq.log in the data folder.");
            await Task.Delay(TimeSpan.FromMilliseconds(300), clock, cancellation);
        }
    }

    // Its port may be open before it is up: only its answer to the protocol's header counts.
    private async Task<bool> GreetsAsync(CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, ports.Rabbit, cancellation);
            await client.GetStream().WriteAsync("AMQP\0\0\t\u0001"u8.ToArray(), cancellation);
            var answer = new byte[1];
            return await client.GetStream().ReadAsync(answer, cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(5), cancellation) == 1 && answer[0] == 1;
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
