using SmartCity.AppHost.CommandLine;
using SmartCity.AppHost.Programs;
using SmartCity.AppHost.Topology;

namespace SmartCity.AppHost.Servers;

/// <summary>PostgreSQL and RabbitMQ for the whole city on this machine: started before the nodes, stopped after them.</summary>
internal sealed class NativeServers(string data, Ports ports) : IAsyncDisposable
{
    private readonly PostgresServer postgres = new(data, ports);
    private readonly RabbitServer rabbit = new(data, ports);
    private readonly List<ChildProgram> running = [];

    /// <summary>The connection string of a node's database.</summary>
    public string DatabaseOf(string node) => postgres.DatabaseOf(node);

    /// <summary>Settings of a node that uses the broker.</summary>
    public Dictionary<string, string> BrokerSettings => new()
    {
        ["Bus:Via"] = "RabbitMq",
        ["Bus:Broker:Host"] = "127.0.0.1",
        ["Bus:Broker:Port"] = ports.Rabbit.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Bus:Broker:User"] = RabbitServer.User,
        ["Bus:Broker:PasswordFile"] = rabbit.PasswordFile,
    };

    /// <summary>The servers, in the order in which they were started.</summary>
    public IReadOnlyList<ChildProgram> Children => running;

    /// <summary>Starts both and returns when they answer and the databases are there.</summary>
    /// <exception cref="HostFailure">One of them cannot be started; the message says what helps.</exception>
    public async Task StartAsync(IEnumerable<string> nodes, ProcessRegister register, string logs, Action<string> say, TimeProvider clock, CancellationToken cancellation)
    {
        say("Starting PostgreSQL and RabbitMQ.");
        await postgres.PrepareAsync(cancellation);
        rabbit.Prepare();
        foreach (var plan in new[] { postgres.Plan, rabbit.Mapper, rabbit.Plan })
        {
            running.Add(new(plan, register, logs, say, clock));
            running[^1].Start();
        }
        await Task.WhenAll(postgres.ReadyAsync(nodes, running[0].Hopeless, clock, cancellation), rabbit.ReadyAsync(running[2].Hopeless, clock, cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        // The mapper last: the broker asks it on its way out.
        foreach (var child in running.AsEnumerable().Reverse())
            await child.DisposeAsync();
    }
}
