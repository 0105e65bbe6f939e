using SmartCity.Contracts;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests.Publishing;

public sealed class BrokerAwayTests(SharedBroker broker)
{
    private readonly string topic = Queue.Unique("city");
    private readonly string queue = Queue.Unique("reporting");

    [Fact]
    public async Task A_broker_killed_in_the_middle_loses_nothing_doubles_nothing_that_its_id_does_not_tell_and_the_state_says_so_meanwhile()
    {
        var rabbit = await broker.GetAsync();
        await using var node = await BusNode.StartAsync(await broker.SettingsAsync(
            ("Topics:0:Name", topic), ("Topics:0:Types:0", "platform.normal-drilled.v1"), ("Topics:0:Begin", "Start"), ("Topics:0:Queues:0", queue), ("BatchEvents", "50")));
        await node.UpAsync();
        await Eventually.True("healthy, on evidence", async () => (await node.HealthAsync("bus publish"))?.Status == "healthy");

        var made = 0;
        using var stop = new CancellationTokenSource();
        var making = Task.Run(async () =>
        {
            for (; !stop.IsCancellationRequested; made += 20)
                await node.DrillAsync(made + 1, 20);
        }, TestContext.Current.CancellationToken);
        await Eventually.True("some have left", async () => (await node.TopicAsync(topic, Lane.Normal)).GetProperty("published").GetInt64() > 200);
        await rabbit.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();

        var told = await Eventually.Get("the node says that the broker is away", async () => await node.HealthAsync("bus publish") is { Status: "degraded" } entry && entry.Detail.Contains("events wait", StringComparison.Ordinal) ? entry.Detail : null);
        Assert.Contains($"127.0.0.1:{rabbit.Port}", told, StringComparison.Ordinal);
        Assert.Matches("is away since 20.*: .*the oldest since 20", told);
        await stop.CancelAsync();
        await making;
        var away = await node.TopicAsync(topic, Lane.Normal);
        Assert.True(away.GetProperty("waiting").GetInt64() > 0);
        Assert.Equal("away", (await node.GetAsync("state")).GetProperty("publishing").GetProperty("standing").GetString());

        await rabbit.StartBrokerAsync();
        await Eventually.True("all have left by themselves", async () => await node.TopicAsync(topic, Lane.Normal) is var view && view.GetProperty("waiting").GetInt64() == 0 && view.GetProperty("published").GetInt64() >= made, TimeSpan.FromSeconds(60));
        await Eventually.True("healthy again", async () => (await node.HealthAsync("bus publish"))?.Status == "healthy");

        await using var partner = await broker.ConnectAsync();
        await using var channel = await partner.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var held = await channel.TakeAsync(queue, (int)await channel.MessageCountAsync(queue, TestContext.Current.CancellationToken));
        var once = held.DistinctBy(message => message.Id()).Select(message => message.Number()).ToList();
        Assert.Equal(Enumerable.Range(1, made), once);
        // At most what had not been confirmed at the kill came twice: a batch.
        Assert.InRange(held.Count - once.Count, 0, 50);
        TestContext.Current.SendDiagnosticMessage($"{made} made, {held.Count} in the queue, {once.Count} different; away {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
    }

    [Fact]
    public async Task A_node_starts_while_its_broker_is_away_and_a_wrong_password_is_named_but_not_told()
    {
        var settings = await broker.SettingsAsync(("Topics:0:Name", topic), ("Topics:0:Types:0", "platform.*"), ("Broker:Password", "wrong-and-secret"));
        await using var node = await BusNode.StartAsync(settings);

        var told = await Eventually.Get("the refusal is told", async () => await node.HealthAsync("bus publish") is { Status: "degraded" } entry ? entry.Detail : null);

        Assert.Contains("refuses our user or password", told, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-and-secret", told + await node.GetAsync("state"), StringComparison.Ordinal);
    }
}
