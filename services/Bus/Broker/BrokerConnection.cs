using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Bus.Broker;

/// <summary>This process's one connection to the broker, opened when it is wanted and opened anew when it broke.</summary>
internal sealed class BrokerConnection(IOptions<BusOptions> options, NodeInfo node) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1);
    private IConnection? connection;

    /// <summary>The broker as people name it; nothing secret.</summary>
    public string Name => $"{options.Value.Broker.Host}:{options.Value.Broker.Port}{options.Value.Broker.VirtualHost}";

    /// <summary>Why the broker takes nothing at the moment although the line stands (its memory or disk is short); null when it does.</summary>
    public string? Blocked { get; private set; }

    /// <summary>The open connection.</summary>
    public async Task<IConnection> OpenAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (connection is { IsOpen: true })
                return connection;
            if (connection is not null)
                await connection.DisposeAsync();
            connection = null;
            Blocked = null;
            connection = await Factory().CreateConnectionAsync(cancellation);
            connection.ConnectionBlockedAsync += (_, blocked) => Note(blocked.Reason);
            connection.ConnectionUnblockedAsync += (_, _) => Note(null);
            return connection;
        }
        finally
        {
            gate.Release();
        }
    }

    private Task Note(string? blocked)
    {
        Blocked = blocked;
        return Task.CompletedTask;
    }

    private ConnectionFactory Factory()
    {
        var broker = options.Value.Broker;
        return new()
        {
            HostName = broker.Host,
            Port = broker.Port,
            VirtualHost = broker.VirtualHost,
            UserName = broker.User,
            Password = PasswordOf(broker),
            ClientProvidedName = $"smartcity node {node.Id}",
            // We go on from our own cursors; a recovery behind our back would only blur what was confirmed.
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience * 2,
            Ssl = new SslOption(broker.Host, enabled: broker.Tls),
        };
    }

    /// <summary>Our password, read anew.</summary>
    public static string PasswordOf(BrokerOptions broker) => string.IsNullOrEmpty(broker.PasswordFile) ? broker.Password ?? "" : Secret.Read(broker.PasswordFile);

    /// <summary>What an error of the line says, for people.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        BrokerUnreachableException { InnerException: AuthenticationFailureException } => "the broker refuses our user or password",
        BrokerUnreachableException { InnerException: { } inner } => Innermost(inner),
        OperationInterruptedException { ShutdownReason: { } reason } => $"the broker says {reason.ReplyCode} {reason.ReplyText}",
        _ => Innermost(exception),
    };

    private static string Innermost(Exception exception) =>
        exception is AggregateException { InnerExceptions: [var first, ..] } ? Innermost(first) : exception.InnerException is { } inner ? Innermost(inner) : exception.Message;

    public async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        gate.Dispose();
    }
}
