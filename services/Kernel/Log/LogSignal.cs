using SmartCity.Contracts;

namespace SmartCity.Kernel.Log;

/// <summary>Wakes whoever waits for new events of a lane. A hint, never a promise: waiters also poll.</summary>
public sealed class LogSignal
{
    private readonly TaskCompletionSource[] waits = [.. Lanes.All.Select(_ => New())];

    /// <summary>A task that ends at the next commit to the lane. Take it before reading, so that no commit falls between.</summary>
    public Task Next(Lane lane) => Volatile.Read(ref waits[(int)lane]).Task;

    /// <summary>Wakes the lane's waiters.</summary>
    public void Raise(Lane lane) => Interlocked.Exchange(ref waits[(int)lane], New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
