using System.Text;
using RabbitMQ.Client;
using SmartCity.Bus.Tests.Importing;
using SmartCity.Contracts;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests;

/// <summary>
/// A Dapr application on the same broker, played by a plain AMQP client that declares and sends exactly what the RabbitMQ
/// component of Dapr does: fanout exchange named like the topic, durable, gone with its last queue; queue <c>app-topic</c>,
/// durable, gone with its last reader, <c>x-queue-type</c> classic; messages transient, text/plain, without headers.
/// </summary>
public sealed class DaprTopicTests(SharedBroker broker)
{
    private const string App = "dispatch-app";
    private readonly string topic = Queue.Unique("dapr-topic");

    [Fact]
    public async Task A_Dapr_application_receives_a_city_topic_whichever_of_the_two_came_first()
    {
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var node = await BusNode.StartAsync(await broker.SettingsAsync(("Topics:0:Name", topic), ("Topics:0:Kind", "Dapr"), ("Topics:0:Types:0", "platform.normal-drilled.v1")));
        await node.UpAsync();
        await SubscribeAsync(channel);
        await node.DrillAsync(1, 30);

        var messages = await channel.TakeAsync($"{App}-{topic}", 30);

        // A sidecar takes any JSON object as the CloudEvent and hands its bytes to the application as they are.
        Assert.Equal(Enumerable.Range(1, 30), messages.Select(message => message.Number()));
        Assert.All(messages, message => Assert.Equal(("1.0", "platform.normal-drilled.v1", "application/json", ""), (message.Event().GetProperty("specversion").GetString(),
            message.Event().GetProperty("type").GetString(), message.Event().GetProperty("datacontenttype").GetString(), message.RoutingKey)));

        // The application goes, and with its queue the exchange: the node must not mind.
        await channel.QueueDeleteAsync($"{App}-{topic}", cancellationToken: TestContext.Current.CancellationToken);
        await node.DrillAsync(31, 1);
        await Eventually.True("it went nowhere, and was counted", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() >= 31);
        await SubscribeAsync(channel);
        await node.DrillAsync(32, 1);
        Assert.Equal(32, (await channel.TakeAsync($"{App}-{topic}", 1))[0].Number());
    }

    [Fact]
    public async Task What_a_Dapr_application_publishes_comes_in_named_by_type_or_by_what_settings_say_of_its_sender()
    {
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var node = await BusNode.StartAsync(await broker.SettingsAsync(
            ("Topics:0:Name", topic), ("Topics:0:Kind", "Dapr"), ("Topics:0:Types:0", "platform.normal-drilled.v1"),
            ("Imports:0:Queue", "city-" + topic), ("Imports:0:Topic", topic), ("Imports:0:Kind", "Dapr"),
            ("Imports:0:Sources:0:Source", App), ("Imports:0:Sources:0:Types:0", Foreign.Type), ("Imports:0:Sources:0:DaprType", Foreign.Type)));
        await node.ImportsAsync();
        await node.UpAsync();
        await node.DrillAsync(1, 3);

        await DeclareExchangeAsync(channel);
        await channel.BasicPublishAsync(topic, "", mandatory: false, FromSidecar, Encoding.UTF8.GetBytes(Envelope("com.dapr.event.sent", "6f1ad7e4-0001")), TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync(topic, "", mandatory: false, FromSidecar, Encoding.UTF8.GetBytes(Envelope(Foreign.Type, "6f1ad7e4-0002")), TestContext.Current.CancellationToken);

        await Eventually.True("both came in", async () => (await node.OwnAsync(Foreign.Type)).Count == 2);
        Assert.Equal([$"{App} 6f1ad7e4-0001", $"{App} 6f1ad7e4-0002"], (await node.OwnAsync(Foreign.Type)).Select(envelope => envelope.CausationId));
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", (await node.OwnAsync(Foreign.Type))[0].TraceParent);
        // Its own three came back over the same topic, and were let go.
        await Eventually.True("nothing waits, nothing failed", async () => (await node.GetAsync("errors"))[0] is var view && view.GetProperty("waiting").GetInt64() + view.GetProperty("errors").GetInt64() == 0);
        Assert.Equal(3, (await node.OwnAsync("platform.normal-drilled.v1")).Count);
    }

    private static BasicProperties FromSidecar => new() { ContentType = "text/plain", DeliveryMode = DeliveryModes.Transient };

    // As a sidecar writes it: keys in alphabetical order, time to the second, trace twice.
    private string Envelope(string type, string id) => $$"""
        {"data":{{Foreign.Parse(Foreign.Event(id)).GetProperty("data").GetRawText()}},"datacontenttype":"application/json","id":"{{id}}","pubsubname":"pubsub","source":"{{App}}","specversion":"1.0","time":"2026-11-25T09:30:00+08:00","topic":"{{topic}}","traceid":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","tracestate":"","type":"{{type}}"}
        """;

    private async Task SubscribeAsync(IChannel channel)
    {
        await DeclareExchangeAsync(channel);
        await channel.QueueDeclareAsync($"{App}-{topic}", durable: true, exclusive: false, autoDelete: true, new Dictionary<string, object?> { ["x-queue-type"] = "classic" }, cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueBindAsync($"{App}-{topic}", topic, "", cancellationToken: TestContext.Current.CancellationToken);
    }

    private Task DeclareExchangeAsync(IChannel channel) => channel.ExchangeDeclareAsync(topic, ExchangeType.Fanout, durable: true, autoDelete: true, cancellationToken: TestContext.Current.CancellationToken);
}
