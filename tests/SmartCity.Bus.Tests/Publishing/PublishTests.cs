using RabbitMQ.Client;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests.Publishing;

public sealed class PublishTests(SharedBroker broker)
{
    private readonly string topic = Queue.Unique("city");
    private readonly string queue = Queue.Unique("reporting");

    [Fact]
    public async Task Events_leave_in_the_logs_order_as_persistent_CloudEvents_and_the_first_is_not_lost_for_want_of_a_queue()
    {
        await using var node = await BusNode.StartAsync(await SettingsAsync());
        await node.DrillAsync(1, 450);

        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await node.UpAsync();
        var messages = await channel.TakeAsync(queue, 450);

        Assert.Equal(Enumerable.Range(1, 450), messages.Select(message => message.Number()));
        Assert.All(messages, message => Assert.Equal((DeliveryModes.Persistent, "application/cloudevents+json", "platform.normal-drilled.v1"),
            (message.BasicProperties.DeliveryMode, message.BasicProperties.ContentType, message.RoutingKey)));
        var first = messages[0].Event();
        Assert.Equal(("1.0", "/430481/platform", "platform.normal-drilled.v1", "drills/d", "430481"),
            (first.GetProperty("specversion").GetString(), first.GetProperty("source").GetString(), first.GetProperty("type").GetString(), first.GetProperty("subject").GetString(), first.GetProperty("division").GetString()));
        Assert.Equal(messages[0].BasicProperties.MessageId, messages[0].Id());
        Assert.Distinct(messages.Select(message => message.Id()));
        await Eventually.True("the cursor stands at the end", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == 450);
    }

    [Fact]
    public async Task A_node_that_is_started_again_goes_on_behind_the_last_confirm()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-bus-").FullName;
        var settings = await SettingsAsync();
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using (var node = await BusNode.StartAsync(settings, folder))
        {
            await node.DrillAsync(1, 10);
            await channel.TakeAsync(await BoundAsync(node), 10);
            await Eventually.True("the cursor was saved", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == 10);
        }
        await using (var node = await BusNode.StartAsync(settings, folder))
        {
            await node.DrillAsync(11, 5);
            Assert.Equal(Enumerable.Range(11, 5), (await channel.TakeAsync(queue, 5)).Select(message => message.Number()));
            Assert.Null(await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_no_queue_is_bound_for_is_counted()
    {
        await using var node = await BusNode.StartAsync(await broker.SettingsAsync(("Topics:0:Name", topic), ("Topics:0:Types:0", "platform.normal-drilled.v1")));
        await node.UpAsync();
        await node.DrillAsync(1, 7);

        await Eventually.True("seven had nowhere to go", async () => await node.TopicAsync(topic, Lane.Normal) is var view && view.GetProperty("published").GetInt64() == 7 && view.GetProperty("unrouted").GetInt64() == 7);
    }

    [Fact]
    public async Task A_required_queue_that_was_deleted_is_declared_again_and_misses_nothing_from_then_on()
    {
        await using var node = await BusNode.StartAsync(await SettingsAsync());
        await BoundAsync(node);
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);

        await node.DrillAsync(1, 20);

        await Eventually.True("the queue is back with all of them", async () =>
        {
            await using var asking = await partner.CreateChannelAsync();
            try
            {
                return await asking.MessageCountAsync(queue) == 20;
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
            {
                return false;
            }
        });
        Assert.Equal(Enumerable.Range(1, 20), (await channel.TakeAsync(queue, 20)).Select(message => message.Number()));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Events_of_other_nodes_leave_only_when_asked_for_and_what_is_addressed_to_one_node_never(bool imported, int expected)
    {
        await using var node = await BusNode.StartAsync(await SettingsAsync(("Topics:0:Imported", imported.ToString())));
        var drill = EventLog.Envelope(new NormalDrilled("d", 1, "tester", BusNode.Id, DateTimeOffset.UnixEpoch), DateTimeOffset.UnixEpoch);
        await node.Store.WriteAsync(Lane.Normal, write =>
        {
            write.Import([drill with { Origin = "430421", Epoch = 1, OriginPosition = 1 }]);
            write.Append(drill with { Audience = "430421" });
            write.Append(drill);
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);

        await Eventually.True("what leaves has left", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == expected);
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(await channel.TakeAsync(queue, expected), message => Assert.False(message.Event().TryGetProperty("audience", out _)));
        Assert.Equal(0, (await node.TopicAsync(topic, Lane.Normal)).GetProperty("waiting").GetInt64());
    }

    [Fact]
    public async Task A_topic_that_stands_otherwise_at_the_broker_is_named_and_holds_up_no_other()
    {
        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var foreign = Queue.Unique("foreign");
        await channel.ExchangeDeclareAsync(foreign, ExchangeType.Headers, durable: true, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await using var node = await BusNode.StartAsync(await SettingsAsync(("Topics:1:Name", foreign), ("Topics:1:Types:0", "platform.normal-drilled.v1"), ("Topics:1:Begin", "Start")));
        await node.DrillAsync(1, 3);
        await Eventually.True("three have left", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == 3);

        Assert.Equal([1, 2, 3], (await channel.TakeAsync(queue, 3)).Select(message => message.Number()));
        var told = await Eventually.Get("the other is named", async () => await node.HealthAsync("bus publish") is { Status: "degraded" } entry && entry.Detail.Contains("3 events wait", StringComparison.Ordinal) ? entry.Detail : null);
        Assert.Contains("406", told, StringComparison.Ordinal);
        Assert.Contains(foreign, told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_topic_begins_with_what_happens_from_now_on_unless_told_otherwise()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-bus-").FullName;
        await using (var node = await BusNode.StartAsync(new Dictionary<string, string?>(), folder))
            await node.DrillAsync(1, 5);
        await using (var node = await BusNode.StartAsync(await SettingsAsync(("Topics:0:Begin", "Now")), folder))
        {
            await node.UpAsync();
            await node.DrillAsync(6, 2);
            await using var partner = await broker.ConnectAsync();
            await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal([6, 7], (await channel.TakeAsync(queue, 2)).Select(message => message.Number()));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Of_two_processes_of_a_node_one_publishes_and_the_other_goes_on_when_it_is_gone()
    {
        await using var database = await TestPostgres.CreateAsync();
        var settings = await SettingsAsync();
        await using var second = await BusNode.StartAsync(settings, database: database.ConnectionString);
        await using (var first = await BusNode.StartAsync(settings, database: database.ConnectionString))
        {
            await Eventually.True("one of them has the line", async () => (await Standing(first)) == "up" || (await Standing(second)) == "up", TimeSpan.FromSeconds(30));
            await first.DrillAsync(1, 100);
            await Eventually.True("all have left", async () => (await second.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == 100);
            Assert.Single(new[] { await Standing(first), await Standing(second) }, standing => standing == "up");
        }
        await second.DrillAsync(101, 100);
        await Eventually.True("all have left", async () => (await second.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() == 200, TimeSpan.FromSeconds(30));

        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 200), (await channel.TakeAsync(queue, 200)).Select(message => message.Number()));

        static async Task<string?> Standing(TestNode node) => (await node.GetAsync("state")).GetProperty("publishing").GetProperty("standing").GetString();
    }

    private Task<Dictionary<string, string?>> SettingsAsync(params (string, string)[] more) => broker.SettingsAsync(
        [("Topics:0:Name", topic), ("Topics:0:Types:0", "platform.normal-drilled.v1"), ("Topics:0:Begin", "Start"), ("Topics:0:Queues:0", queue), .. more]);

    private async Task<string> BoundAsync(TestNode node)
    {
        await node.UpAsync();
        return queue;
    }
}
