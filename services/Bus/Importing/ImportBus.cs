using MassTransit;
using MassTransit.RabbitMqTransport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Errors;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Bus.Importing;

/// <summary>MassTransit's receive endpoints, one a queue of foreign events: connection, prefetch, acknowledgement and retry are its affair.</summary>
internal sealed class ImportBus(IOptions<BusOptions> options, Importer importer, ErrorQueues errors, NodeInfo node, ILoggerFactory loggers, ILogger<ImportBus> logger)
{
    private BusOptions Settings => options.Value;

    /// <summary>Makes a bus; its password is read now.</summary>
    public IBusControl Create()
    {
        LogContext.ConfigureCurrentLogContext(loggers);
        return MassTransit.Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(Settings.Broker.Host, (ushort)Settings.Broker.Port, Settings.Broker.VirtualHost, $"smartcity node {node.Id} imports", Host);
            foreach (var import in Settings.Imports)
                rabbit.ReceiveEndpoint(import.Queue, endpoint => Configure(endpoint, import));
        });
    }

    private void Host(IRabbitMqHostConfigurator host)
    {
        host.Username(Settings.Broker.User);
        host.Password(BrokerConnection.PasswordOf(Settings.Broker));
        host.Heartbeat(TimeSpan.FromSeconds(10));
        host.RequestedConnectionTimeout(TimeSpan.FromSeconds(5));
        if (Settings.Broker.Tls)
            host.UseSsl(tls => tls.ServerName = Settings.Broker.Host);
    }

    private void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, ImportOptions import)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = Settings.Prefetch;
        // One after another: in the order of the queue.
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.ClearSerialization();
        endpoint.AddSerializer(new RawMessages());
        endpoint.AddDeserializer(new RawMessages(), isDefault: true);
        if (import.Topic is not null)
            endpoint.Bind(import.Topic, binding => Bind(binding, import));
        endpoint.ConfigureError(pipe => pipe.UseFilter(new ToErrorQueue(this, import)));
        endpoint.UseMessageRetry(retry => retry.Exponential(Settings.Retries, Settings.RetryPause, TimeSpan.FromMinutes(1), Settings.RetryPause));
        endpoint.Handler<AnyMessage>(context => TakeAsync(import, context));
    }

    private static void Bind(IRabbitMqExchangeToExchangeBindingConfigurator binding, ImportOptions import)
    {
        binding.Durable = true;
        binding.AutoDelete = import.Kind == TopicKind.Dapr;
        binding.ExchangeType = import.Kind == TopicKind.Dapr ? RabbitMQ.Client.ExchangeType.Fanout : RabbitMQ.Client.ExchangeType.Topic;
        binding.RoutingKey = import.Kind == TopicKind.Dapr ? "" : import.RoutingKey;
    }

    private async Task TakeAsync(ImportOptions import, ConsumeContext<AnyMessage> context)
    {
        if (await importer.TakeAsync(import, context.ReceiveContext.Body.GetBytes(), context.CancellationToken) is { } refusal)
            await PutAsideAsync(import, context.ReceiveContext, refusal);
    }

    // Once the broker has it in the error queue, it is done with in the queue it came from.
    private async Task PutAsideAsync(ImportOptions import, ReceiveContext message, Refusal refusal)
    {
        var properties = message.TryGetPayload<RabbitMqBasicConsumeContext>(out var consumed) ? consumed.Properties : null;
        await errors.PutAsync(import.Queue, message.Body.GetBytes(), properties, refusal, message.CancellationToken);
        BusLog.Refused(logger, import.Queue, $"{refusal.Reason}: {refusal.Detail}");
    }

    /// <summary>Takes what failed again and again where MassTransit would move it: persistent whatever it was, with our own headers.</summary>
    private sealed class ToErrorQueue(ImportBus bus, ImportOptions import) : IFilter<ExceptionReceiveContext>
    {
        public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            await bus.PutAsideAsync(import, context, new("failed", $"{context.Exception.GetType().Name}: {context.Exception.Message}"));
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("error-queue");
    }
}
