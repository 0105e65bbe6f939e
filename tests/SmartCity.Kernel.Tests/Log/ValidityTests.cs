using Microsoft.Extensions.DependencyInjection;
using SmartCity.Contracts;
using SmartCity.Contracts.Platform;
using SmartCity.Kernel.Log;
using SmartCity.TestKit;

namespace SmartCity.Kernel.Tests.Log;

public sealed class ValidityTests
{
    private readonly MovedClock clock = new();

    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task A_wall_clock_that_is_moved_by_hours_neither_ends_nor_revives_a_command(int hours)
    {
        await using var node = await StartAsync(null);
        var validity = node.Services.GetRequiredService<Validity>();
        var (lasting, over) = (await ReceiveAsync(node, TimeSpan.FromHours(1)), await ReceiveAsync(node, TimeSpan.Zero));

        clock.Move(TimeSpan.FromHours(hours));

        Assert.Equal(ValidityVerdict.Holds, validity.Of(lasting));
        Assert.Equal(ValidityVerdict.Expired, validity.Of(over));
        Assert.Equal(ValidityVerdict.Holds, validity.Of(await ReceiveAsync(node, TimeSpan.FromHours(1))));
    }

    [Fact]
    public async Task A_command_expires_when_its_time_has_passed_since_receipt_whatever_the_wall_clock_says()
    {
        await using var node = await StartAsync(null);
        var command = await ReceiveAsync(node, TimeSpan.FromMilliseconds(400));

        clock.Move(TimeSpan.FromHours(-8));

        await Eventually.True("its time is over", () => Task.FromResult(node.Services.GetRequiredService<Validity>().Of(command) == ValidityVerdict.Expired));
    }

    [Fact]
    public async Task What_was_received_before_the_process_started_is_uncertain_and_what_comes_after_is_not()
    {
        var folder = Directory.CreateTempSubdirectory("smartcity-test-").FullName;
        var node = await StartAsync(folder);
        var before = await ReceiveAsync(node, TimeSpan.FromHours(1));
        await node.DisposeAsync();

        await using var again = await StartAsync(folder);
        var validity = again.Services.GetRequiredService<Validity>();

        Assert.Equal(ValidityVerdict.Uncertain, validity.Of(before));
        Assert.Equal(ValidityVerdict.Holds, validity.Of(await ReceiveAsync(again, TimeSpan.FromHours(1))));
    }

    [Fact]
    public async Task A_command_without_validity_does_not_hold()
    {
        await using var node = await StartAsync(null);

        Assert.Equal(ValidityVerdict.Expired, node.Services.GetRequiredService<Validity>().Of(await ReceiveAsync(node, null)));
    }

    private Task<TestNode> StartAsync(string? folder) => TestNode.StartAsync("430481", [], services: services => services.AddSingleton<TimeProvider>(clock), folder: folder);

    // As a link writes it down: from the time left.
    private async Task<EventEnvelope> ReceiveAsync(TestNode node, TimeSpan? left)
    {
        var until = node.Services.GetRequiredService<Validity>().Now + left;
        await node.Log.AppendAsync([EventLog.Envelope(new NormalDrilled("d", 1, "tester", "430481", DateTimeOffset.UnixEpoch), clock.GetUtcNow(), "430481", until)], default);
        return (await node.Log.ReadAsync(Lane.Normal, 0, 1000, ["platform.normal-drilled.v1"], LogScope.All, default)).Events[^1];
    }
}
