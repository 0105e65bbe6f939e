using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Tests.Storage;

public sealed class WriteGateTests
{
    [Fact]
    public async Task Who_is_more_urgent_goes_first_and_equals_keep_their_order()
    {
        var gate = new WriteGate();
        var order = new List<string>();
        var first = await gate.EnterAsync(Lane.Bulk, default);
        var waiting = new[] { (Lane.Bulk, "bulk 1"), (Lane.Normal, "normal"), (Lane.Bulk, "bulk 2"), (Lane.Alarm, "alarm"), (Lane.Emergency, "emergency") }
            .Select(async wait =>
            {
                using var turn = await gate.EnterAsync(wait.Item1, default);
                order.Add(wait.Item2);
            }).ToList();

        first.Dispose();
        await Task.WhenAll(waiting);

        Assert.Equal(["emergency", "alarm", "normal", "bulk 1", "bulk 2"], order);
    }

    [Fact]
    public async Task A_holder_is_asked_to_end_its_turn_by_an_alarm_or_an_emergency_that_is_more_urgent_than_it()
    {
        var gate = new WriteGate();
        using var impatience = new CancellationTokenSource();
        var holder = await gate.EnterAsync(Lane.Bulk, default);
        var normal = gate.EnterAsync(Lane.Normal, default).AsTask();
        Assert.False(gate.IsWanted(Lane.Bulk));

        var alarm = gate.EnterAsync(Lane.Alarm, impatience.Token).AsTask();
        Assert.True(gate.IsWanted(Lane.Bulk));
        Assert.False(gate.IsWanted(Lane.Alarm));

        await impatience.CancelAsync();
        Assert.False(gate.IsWanted(Lane.Bulk));
        holder.Dispose();
        (await normal).Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alarm);
    }

    [Fact]
    public async Task Who_gave_up_waiting_does_not_hold_up_the_others()
    {
        var gate = new WriteGate();
        using var impatience = new CancellationTokenSource();
        var first = await gate.EnterAsync(Lane.Bulk, default);
        var quitter = gate.EnterAsync(Lane.Emergency, impatience.Token).AsTask();
        var patient = gate.EnterAsync(Lane.Normal, default).AsTask();

        await impatience.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => quitter);
        (await patient).Dispose();
    }
}
