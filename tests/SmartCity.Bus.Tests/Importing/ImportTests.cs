using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.Contracts;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests.Importing;

public sealed class ImportTests(SharedBroker broker) : IAsyncLifetime
{
    private readonly string queue = Queue.Unique("water");
    private IConnection? partner;
    private IChannel? channel;

    private IChannel Channel => channel!;

    [Fact]
    public async Task A_foreign_event_becomes_an_event_of_this_node_once_however_often_it_is_sent()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-bus-").FullName;
        await using (var node = await StartAsync(folder))
        {
            for (var time = 0; time < 3; time++)
                await Channel.SendAsync(queue, Foreign.Event("1"));
            await Channel.SendAsync(queue, Foreign.Event("2"));
            await AllAsync(node, 2);
        }
        await using (var node = await StartAsync(folder))
        {
            await Channel.SendAsync(queue, Foreign.Event("1"));
            await Channel.SendAsync(queue, Foreign.Event("3"));
            await AllAsync(node, 3);

            var events = await node.OwnAsync(Foreign.Type);
            Assert.Equal(["X-1", "X-2", "X-3"], events.Select(envelope => ((LimitExceeded)EventJson.Read(envelope)).ExceedanceId));
            Assert.All(events, envelope => Assert.Equal((BusNode.Id, "stations/WW-1", BusNode.Id), (envelope.Origin, envelope.Subject, envelope.Division)));
            Assert.Equal("/waterworks 1", events[0].CausationId);
            Assert.Equal(new DateTimeOffset(2026, 11, 25, 1, 30, 0, TimeSpan.Zero), events[0].Time);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Whatever_content_type_a_message_has_it_is_read_in_the_queues_order()
    {
        await using var node = await StartAsync();
        string?[] types = [null, "text/plain", "application/json", "application/vnd.masstransit+json", "nonsense", "application/cloudevents+json; charset=utf-8"];
        for (var number = 0; number < 120; number++)
            await Channel.SendAsync(queue, Foreign.Event(number.ToString("D3")), types[number % types.Length]);

        await AllAsync(node, 120);

        Assert.Equal(Enumerable.Range(0, 120).Select(number => $"/waterworks {number:D3}"), (await node.OwnAsync(Foreign.Type)).Select(envelope => envelope.CausationId));
    }

    [Fact]
    public async Task What_may_not_come_in_ends_in_the_error_queue_with_the_reason_and_holds_nobody_up()
    {
        await using var node = await StartAsync();
        (string Body, string Reason)[] bad =
        [
            ("not json", "malformed"), ("[]", "malformed"), ("{\"a\":1,\"a\":2}", "malformed"), ("{\"specversion\":\"1.0\",\"id\":\"\\ud800\"}", "malformed"),
            (Foreign.Event("a", whole => whole.Remove("id")), "no-id"), (Foreign.Event("b", whole => whole["specversion"] = "0.3"), "malformed"),
            (Foreign.Event("c", whole => whole["time"] = "2026-11-25T09:30:00"), "malformed"), (Foreign.Event("d", whole => whole.Remove("data")), "malformed"),
            (Foreign.Event("e", source: "/strangers"), "source-not-allowed"), (Foreign.Event("f", whole => whole["type"] = "waterworks.pump-stopped.v1"), "unknown-type"),
            (Foreign.Event("g", whole => whole["type"] = "environment.reading-reported.v1"), "type-not-allowed"), (Foreign.Event("h", whole => whole["type"] = "federation.node-revoked.v1"), "type-not-allowed"),
            (Foreign.Event("i", whole => Data(whole).Remove("value")), "data-invalid"), (Foreign.Event("j", whole => Data(whole)["value"] = "much"), "data-invalid"),
            (Foreign.Event("k", whole => whole["data"] = "text"), "data-invalid"), (Foreign.Event("l", whole => Data(whole)["division"] = "430421"), "division-not-ours"),
            (Foreign.Event("m", whole => Data(whole)["stationId"] = new string('x', 400)), "data-invalid"), (Foreign.Event("n", whole => Data(whole)["note"] = new string('x', 600_000)), "too-large"),
        ];
        foreach (var (body, _) in bad)
            await Channel.SendAsync(queue, body);
        await Channel.SendAsync(queue, Foreign.Event("good"));
        await AllAsync(node, 1);

        var listed = await node.GetAsync($"errors/{queue}?limit=100");
        Assert.Equal(bad.Select(item => item.Reason), listed.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("reason").GetString()));
        Assert.Equal(bad.Length, listed.GetProperty("total").GetInt64());
        Assert.Contains("430421", listed.GetProperty("messages")[15].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(bad.Length, (await node.GetAsync("errors"))[0].GetProperty("errors").GetInt64());
        // Persistent, whatever it was: this partner sent it transient.
        var raw = await Channel.BasicGetAsync(queue + "_error", autoAck: false, TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryModes.Persistent, raw!.BasicProperties.DeliveryMode);
        await Channel.BasicNackAsync(raw.DeliveryTag, multiple: false, requeue: true, TestContext.Current.CancellationToken);

        var key = listed.GetProperty("messages")[5].GetProperty("key").GetString();
        Assert.Equal(bad[5].Body, (await node.GetAsync($"errors/{queue}/{key}")).GetProperty("text").GetString());
    }

    [Fact]
    public async Task What_failed_can_be_sent_back_once_its_cause_is_mended()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-bus-").FullName;
        await using (var node = await StartAsync(folder))
        {
            await Channel.SendAsync(queue, Foreign.Event("1", source: "/strangers"));
            await Channel.SendAsync(queue, Foreign.Event("2", whole => whole.Remove("id")));
            await Channel.SendAsync(queue, Foreign.Event("3", source: "/strangers"));
            await ErrorsAsync(node, 3);
        }
        await using (var node = await StartAsync(folder, ("Imports:0:Sources:1:Source", "/strangers"), ("Imports:0:Sources:1:Types:0", Foreign.Type)))
        {
            var answer = await PostAsync(node, "replay", new { all = true });
            Assert.Equal(3, answer.GetProperty("count").GetInt32());
            await AllAsync(node, 2);
            await ErrorsAsync(node, 1);
            Assert.Equal(["/strangers 1", "/strangers 3"], (await node.OwnAsync(Foreign.Type)).Select(envelope => envelope.CausationId));
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_fails_again_and_again_ends_in_the_error_queue_and_holds_nobody_up()
    {
        await using var node = await StartAsync(more: ("Retries", "2"));
        await node.Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("create trigger fail before insert on bus_imported when new.id = '2' begin select raise(abort, 'fails always'); end"), TestContext.Current.CancellationToken);
        foreach (var id in new[] { "1", "2", "3" })
            await Channel.SendAsync(queue, Foreign.Event(id));
        await AllAsync(node, 2);
        await ErrorsAsync(node, 1);
        var message = (await node.GetAsync($"errors/{queue}")).GetProperty("messages")[0];
        Assert.Equal(("2", "failed"), (message.GetProperty("id").GetString(), message.GetProperty("reason").GetString()));
        Assert.Contains("fails always", message.GetProperty("detail").GetString(), StringComparison.Ordinal);

        await node.Store.WriteAsync(Lane.Normal, write => write.ExecuteAsync("drop trigger fail"), TestContext.Current.CancellationToken);
        await PostAsync(node, "replay", new { keys = new[] { message.GetProperty("key").GetString() } });

        await AllAsync(node, 3);
        await ErrorsAsync(node, 0);
    }

    [Fact]
    public async Task A_broker_killed_while_messages_come_in_loses_none_and_none_comes_in_twice()
    {
        const int Count = 600;
        var rabbit = await broker.GetAsync();
        await using var node = await StartAsync();
        for (var number = 0; number < Count; number++)
            await Channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, System.Text.Encoding.UTF8.GetBytes(Foreign.Event(number.ToString("D3"))), TestContext.Current.CancellationToken);
        await AllAsync(node, 1);
        await rabbit.KillAsync();
        await Eventually.True("it says that the broker is away", async () => (await node.HealthAsync("bus import"))?.Status == "degraded", TimeSpan.FromSeconds(30));

        await rabbit.StartBrokerAsync();

        await node.ImportsAsync();
        await AllAsync(node, Count);
        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"/waterworks {number:D3}"), (await node.OwnAsync(Foreign.Type)).Select(envelope => envelope.CausationId));
        await ErrorsAsync(node, 0);
    }

    [Fact]
    public async Task What_is_given_up_is_an_event_with_its_reason()
    {
        await using var node = await StartAsync();
        await Channel.SendAsync(queue, Foreign.Event("1", source: "/strangers"));
        await Channel.SendAsync(queue, Foreign.Event("2", source: "/strangers"));
        await ErrorsAsync(node, 2);
        var key = (await node.GetAsync($"errors/{queue}")).GetProperty("messages")[1].GetProperty("key").GetString()!;

        foreach (object wrong in new object[] { new { keys = new[] { key } }, new { reason = "test" }, new { keys = new[] { key }, all = true, reason = "both" } })
            Assert.Equal(HttpStatusCode.BadRequest, (await node.Http.PostAsJsonAsync($"/api/bus/v1/errors/{queue}/discard", wrong, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await node.Http.PostAsJsonAsync("/api/bus/v1/errors/other/discard", new { all = true, reason = "x" }, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(1, (await PostAsync(node, "discard", new { keys = new[] { key }, reason = "误发" })).GetProperty("count").GetInt32());

        await ErrorsAsync(node, 1);
        var told = EventJson.Read(Assert.Single(await node.OwnAsync("bus.messages-discarded.v1")));
        var discarded = Assert.IsType<SmartCity.Contracts.Bus.MessagesDiscarded>(told);
        Assert.Equal((queue, "误发", "tester", "/strangers 2 source-not-allowed"), (discarded.Queue, discarded.Reason, discarded.CallerId, Assert.Single(discarded.Messages)));
    }

    [Fact]
    public async Task Each_action_on_what_failed_needs_its_right()
    {
        await using var node = await StartAsync();
        foreach (var (method, path, right) in new[] { ("GET", "errors", "read"), ("GET", $"errors/{queue}", "read"), ("GET", $"errors/{queue}/0123", "read-content"), ("POST", $"errors/{queue}/replay", "operate"), ("POST", $"errors/{queue}/discard", "operate") })
        {
            using var other = node.Client(node.Token(right == "operate" ? "bus:read:*" : "bus:operate:*"));
            using var request = new HttpRequestMessage(new(method), "/api/bus/v1/" + path) { Content = method == "POST" ? JsonContent.Create(new { all = true, reason = "x" }) : null };
            Assert.Equal(HttpStatusCode.Forbidden, (await other.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        }
    }

    public async ValueTask InitializeAsync()
    {
        partner = await broker.ConnectAsync();
        channel = await partner.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
    }

    public async ValueTask DisposeAsync()
    {
        if (partner is not null)
            await partner.DisposeAsync();
    }

    private async Task<TestNode> StartAsync(string? folder = null, params (string, string)[] more)
    {
        var node = await BusNode.StartAsync(await broker.SettingsAsync([("Imports:0:Queue", queue), ("Imports:0:Sources:0:Source", Foreign.Source), ("Imports:0:Sources:0:Types:0", Foreign.Type), .. more]), folder);
        await node.ImportsAsync();
        return node;
    }

    private static Task AllAsync(TestNode node, int count) => Eventually.True($"{count} events were imported", async () => (await node.OwnAsync(Foreign.Type)).Count >= count, TimeSpan.FromSeconds(30));

    private Task ErrorsAsync(TestNode node, int count) => Eventually.True($"{count} messages failed", async () =>
        (await node.GetAsync("errors"))[0] is var view && view.GetProperty("errors").GetInt64() == count && view.GetProperty("waiting").GetInt64() == 0, TimeSpan.FromSeconds(30));

    private async Task<JsonElement> PostAsync(TestNode node, string action, object body)
    {
        var answer = await node.Http.PostAsJsonAsync($"/api/bus/v1/errors/{queue}/{action}", body, TestContext.Current.CancellationToken);
        return Foreign.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static JsonObject Data(JsonObject whole) => whole["data"]!.AsObject();
}
