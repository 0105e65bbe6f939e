using System.Net;
using System.Text;
using SmartCity.Bus.Tests.Importing;
using SmartCity.Contracts;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests.Sidecar;

/// <summary>Over the wire of a sidecar, as far as its description goes; no sidecar was run.</summary>
public sealed class SidecarTests : IDisposable
{
    private readonly string tokens = Directory.CreateTempSubdirectory("smartcity-dapr-").FullName;

    [Fact]
    public async Task Events_leave_by_the_SDK_as_CloudEvents_in_order_and_wait_while_the_sidecar_is_not_ready_or_refuses()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        sidecar.Healthy = false;
        await using var node = await BusNode.StartAsync(Settings(sidecar, ("Topics:0:Name", "city.cases"), ("Topics:0:Types:0", "platform.normal-drilled.v1"), ("Topics:0:Begin", "Start")));
        await node.DrillAsync(1, 20);
        await Eventually.True("it says that the sidecar is not ready", async () => (await node.HealthAsync("bus publish"))?.Detail.Contains("/v1.0/healthz/outbound", StringComparison.Ordinal) == true);
        sidecar.Healthy = sidecar.Refuses = true;
        await Eventually.True("it says that the sidecar refuses", async () => (await node.HealthAsync("bus publish"))?.Detail.Contains("20 events wait", StringComparison.Ordinal) == true);
        sidecar.Refuses = false;

        await Eventually.True("all have left", async () => (await node.TopicAsync("city.cases", Lane.Normal)).GetProperty("published").GetInt64() == 20);
        Assert.Equal(Enumerable.Range(1, 20), sidecar.Published.Select(published => Foreign.Parse(published.Request.Data.ToStringUtf8()).GetProperty("data").GetProperty("number").GetInt32()));
        Assert.All(sidecar.Published, published => Assert.Equal(("pubsub", "city.cases", "application/cloudevents+json", "api-token"), (published.Request.PubsubName, published.Request.Topic, published.Request.DataContentType, published.Token)));
        Assert.All(sidecar.Published, published => Assert.StartsWith("430481.", Foreign.Parse(published.Request.Data.ToStringUtf8()).GetProperty("id").GetString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_subscribes_as_a_sidecar_asks_and_answers_deliveries_with_SUCCESS_and_DROP_to_nobody_without_the_token()
    {
        await using var sidecar = await FakeSidecar.StartAsync();
        await using var node = await BusNode.StartAsync(Settings(sidecar,
            ("Imports:0:Queue", "water"), ("Imports:0:Topic", "water-topic"), ("Imports:0:Sources:0:Source", Foreign.Source), ("Imports:0:Sources:0:Types:0", Foreign.Type)));
        using var stranger = node.Client(null);
        using var knows = node.Client(null);
        knows.DefaultRequestHeaders.Add("dapr-api-token", "app-token");

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/dapr/subscribe", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/dapr/deliver/water", Body(Foreign.Event("1")), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await node.Http.PostAsync("/dapr/deliver/water", Body(Foreign.Event("1")), TestContext.Current.CancellationToken)).StatusCode);
        var subscription = Foreign.Parse(await knows.GetStringAsync("/dapr/subscribe", TestContext.Current.CancellationToken))[0];
        Assert.Equal(("pubsub", "water-topic", "water_error"), (subscription.GetProperty("pubsubName").GetString(), subscription.GetProperty("topic").GetString(), subscription.GetProperty("deadLetterTopic").GetString()));
        // A sidecar puts the slash in front where it is missing.
        var route = "/" + (subscription.TryGetProperty("route", out var plain) && plain.GetString() is { } path ? path : subscription.GetProperty("routes").GetProperty("default").GetString()!).TrimStart('/');

        foreach (var (message, expected) in new[] { (Foreign.Event("1"), "SUCCESS"), (Foreign.Event("1"), "SUCCESS"), (Foreign.Event("2", whole => whole.Remove("id")), "DROP"), (Foreign.Event("3", source: "/strangers"), "DROP"), ("x".PadLeft(600_000), "DROP") })
        {
            var answer = await knows.PostAsync(route, Body(message), TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.OK, expected), (answer.StatusCode, Foreign.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("status").GetString()));
        }
        Assert.Single(await node.OwnAsync(Foreign.Type));
    }

    private static StringContent Body(string message) => new(message, Encoding.UTF8, "application/cloudevents+json");

    private Dictionary<string, string?> Settings(FakeSidecar sidecar, params (string Name, string Value)[] more)
    {
        File.WriteAllText(Path.Combine(tokens, "api"), "api-token\n");
        File.WriteAllText(Path.Combine(tokens, "app"), "app-token\n");
        var settings = new Dictionary<string, string?>
        {
            ["Bus:Via"] = "Dapr",
            ["Bus:Dapr:PubSub"] = "pubsub",
            ["Bus:Dapr:GrpcEndpoint"] = sidecar.Grpc,
            ["Bus:Dapr:HttpEndpoint"] = sidecar.Http,
            ["Bus:Dapr:ApiTokenFile"] = Path.Combine(tokens, "api"),
            ["Bus:Dapr:AppTokenFile"] = Path.Combine(tokens, "app"),
        };
        foreach (var (name, value) in more)
            settings["Bus:" + name] = value;
        return settings;
    }

    public void Dispose() => Directory.Delete(tokens, recursive: true);
}
