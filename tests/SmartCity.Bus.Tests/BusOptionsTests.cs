using Microsoft.Extensions.Options;
using SmartCity.Kernel.Hosting;
using SmartCity.TestKit;

namespace SmartCity.Bus.Tests;

public sealed class BusOptionsTests
{
    [Fact]
    public async Task Without_settings_the_module_rests()
    {
        await using var node = await BusNode.StartAsync(new Dictionary<string, string?>());

        var state = await node.GetAsync("state");

        Assert.Equal(("none", 0), (state.GetProperty("via").GetString(), state.GetProperty("topics").GetArrayLength()));
        Assert.Null(await node.HealthAsync("bus publish"));
    }

    [Fact]
    public async Task Every_mistake_in_the_settings_is_named_at_once_and_stops_the_start()
    {
        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => BusNode.StartAsync(new Dictionary<string, string?>
        {
            ["Bus:Via"] = "RabbitMq",
            ["Bus:Topics:0:Name"] = "amq.mine",
            ["Bus:Topics:0:Types:0"] = "weather.*",
            ["Bus:Topics:1:Name"] = "both",
            ["Bus:Topics:1:Types:0"] = "environment.*",
            ["Bus:Topics:1:Kind"] = "Dapr",
            ["Bus:Topics:1:Queues:0"] = "q",
            ["Bus:Imports:0:Queue"] = "in",
            ["Bus:Imports:0:Topic"] = "both",
            ["Bus:Imports:0:Sources:0:Types:0"] = "federation.*",
            ["Bus:Imports:0:Sources:1:Source"] = "a",
            ["Bus:Imports:0:Sources:1:Types:0"] = "environment.limit-exceeded.v1",
            ["Bus:Imports:0:Sources:1:DaprType"] = "environment.limit-set.v1",
            ["Bus:Imports:1:Queue"] = "in",
        }));

        string[] expected =
        [
            "Bus:Broker:Host is missing", "Bus:Broker:User is missing", "Bus:Broker:PasswordFile is missing", "amq. are the broker's own", "'weather.*' names no event type",
            "Bus:Topics:1:Queues names queues", "Bus:Imports:0:Sources:0:Source is missing", "federation.*: what those events say is true only where it happened",
            "Bus:Imports:0:Sources:1:DaprType is environment.limit-set.v1", "Bus:Imports:1:Sources is empty", "names the queue in more than once", "environment.limit-exceeded.v1 comes in from topic both and leaves to it",
        ];
        Assert.All(expected, mistake => Assert.Contains(wrong.Failures, failure => failure.Contains(mistake, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_word_that_is_no_way_stops_the_start() =>
        Assert.Contains("Via", (await Assert.ThrowsAnyAsync<Exception>(() => BusNode.StartAsync(new Dictionary<string, string?> { ["Bus:Via"] = "Pigeon" }))).Message, StringComparison.Ordinal);
}
