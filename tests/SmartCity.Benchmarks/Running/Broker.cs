using System.Diagnostics;
using System.Text.Json;
using RabbitMQ.Client;

namespace SmartCity.Benchmarks.Running;

/// <summary>A RabbitMQ broker of its own: own name, ports, cookie and folders, the shovel plugin on, nothing else changed.</summary>
internal sealed class Broker
{
    private const string Programs = "/usr/lib/rabbitmq/bin/";
    private readonly Dictionary<string, string> environment;
    private readonly Process server;
    private readonly int port;

    private Broker(Dictionary<string, string> environment, Process server, int port) => (this.environment, this.server, this.port) = (environment, server, port);

    /// <summary>Where it listens.</summary>
    public string Uri => $"amqp://guest:guest@127.0.0.1:{port}";

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu => Children.Cpu(server, withChildren: true);

    /// <summary>Starts a broker and waits until it takes connections.</summary>
    public static async Task<Broker> StartAsync(Children children, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(children.Folder, name)).FullName;
        var port = Children.FreePort();
        await File.WriteAllTextAsync(folder + "/enabled_plugins", "[rabbitmq_shovel].\n");
        Dictionary<string, string> environment = new()
        {
            ["HOME"] = folder, ["RABBITMQ_NODENAME"] = $"bench-{name}@localhost", ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{port}", ["RABBITMQ_DIST_PORT"] = $"{Children.FreePort()}", ["ERL_EPMD_PORT"] = $"{Children.FreePort()}", ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = folder + "/mnesia", ["RABBITMQ_LOG_BASE"] = folder + "/log", ["RABBITMQ_CONFIG_FILE"] = folder + "/rabbitmq",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder + "/enabled_plugins", ["RABBITMQ_PID_FILE"] = folder + "/pid", ["LANG"] = "C.UTF-8",
        };
        var server = children.Start(Programs + "rabbitmq-server", [], environment, quiet: true);
        var broker = new Broker(environment, server, port);
        for (var left = 240; ; left--)
            try
            {
                await using var connection = await broker.ConnectAsync();
                return broker;
            }
            catch (Exception) when (left > 0 && !server.HasExited)
            {
                await Task.Delay(250);
            }
    }

    /// <summary>Opens a connection.</summary>
    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new(Uri), ContinuationTimeout = TimeSpan.FromMinutes(1) }.CreateConnectionAsync();

    /// <summary>Starts a shovel from one of its queues to a queue of another broker: persistent, one confirm a message.</summary>
    public Task ShovelAsync(string queue, Broker to) => ControlAsync("set_parameter", "shovel", queue, JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["src-protocol"] = "amqp091", ["src-uri"] = Uri, ["src-queue"] = queue, ["dest-protocol"] = "amqp091", ["dest-uri"] = to.Uri, ["dest-queue"] = queue, ["ack-mode"] = "on-confirm",
    }));

    /// <summary>Ends a shovel.</summary>
    public Task EndShovelAsync(string queue) => ControlAsync("clear_parameter", "shovel", queue);

    private Task ControlAsync(params string[] arguments) => Children.RunAsync(Programs + "rabbitmqctl", ["--quiet", "--node", environment["RABBITMQ_NODENAME"], .. arguments], environment);
}
