using Dapr.Client;
using Microsoft.Extensions.Options;
using SmartCity.Bus.Broker;
using SmartCity.Bus.Publishing;
using SmartCity.Contracts;

namespace SmartCity.Bus.Sidecar;

/// <summary>Events to a Dapr sidecar: as CloudEvents of our own making, which it passes on as they are.</summary>
internal sealed class DaprSinks(IOptions<BusOptions> options) : IEventSinks
{
    private DaprOptions Settings => options.Value.Dapr;

    public string Name => $"sidecar {Settings.GrpcEndpoint}, component {Settings.PubSub}";

    public async Task<IEventSink> OpenAsync(TopicOptions topic, CancellationToken cancellation)
    {
        var builder = new DaprClientBuilder().UseGrpcEndpoint(Settings.GrpcEndpoint).UseHttpEndpoint(Settings.HttpEndpoint);
        if (!string.IsNullOrEmpty(Settings.ApiTokenFile))
            builder.UseDaprApiToken(Secret.Read(Settings.ApiTokenFile));
        var sink = new DaprSink(builder.Build(), Settings.PubSub);
        if (await sink.IsOpenAsync(cancellation))
            return sink;
        await sink.DisposeAsync();
        throw new IOException("the sidecar does not say that it is ready to take what we send (GET /v1.0/healthz/outbound)");
    }

    private sealed class DaprSink(DaprClient client, string component) : IEventSink
    {
        private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
        private long looked = long.MinValue;

        public async Task<bool> IsOpenAsync(CancellationToken cancellation)
        {
            if (looked != long.MinValue && TimeProvider.System.GetElapsedTime(looked) < LookEvery)
                return true;
            looked = TimeProvider.System.GetTimestamp();
            return await client.CheckOutboundHealthAsync(cancellation);
        }

        // One after another: a sidecar promises no order between publishes that are under way together.
        public async Task<int> PublishAsync(TopicOptions topic, IReadOnlyList<EventEnvelope> events, CancellationToken cancellation)
        {
            foreach (var envelope in events)
                await client.PublishByteEventAsync(component, topic.Name, CloudEventJson.Write(envelope), CloudEventJson.MediaType, cancellationToken: cancellation);
            return 0;
        }

        public ValueTask DisposeAsync()
        {
            client.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
