using System.Diagnostics;
using SmartCity.Contracts;

namespace SmartCity.Kernel.Storage;

/// <summary>
/// One queue a SQLite file: at any time one writer, Emergency and Alarm first, first come first served within a lane.
/// A turn is kept short by its holder (500 rows or 10 ms, or it looks whether it is wanted), so an alarm waits for one turn at most.
/// </summary>
public sealed class WriteGate
{
    private readonly Lock sync = new();
    private readonly Queue<TaskCompletionSource>[] waiting = [.. Lanes.All.Select(_ => new Queue<TaskCompletionSource>())];
    private bool taken;

    /// <summary>Waits for the turn; dispose the result to end it.</summary>
    public async ValueTask<Turn> EnterAsync(Lane urgency, CancellationToken cancellation)
    {
        TaskCompletionSource? wait = null;
        var began = KernelMetrics.TimesGate ? Stopwatch.GetTimestamp() : 0;
        lock (sync)
        {
            if (taken)
                waiting[(int)urgency].Enqueue(wait = new(TaskCreationOptions.RunContinuationsAsynchronously));
            taken = true;
        }
        if (wait is not null)
            await WaitAsync(wait, cancellation);
        if (began != 0)
            KernelMetrics.WaitedForGate(urgency, Stopwatch.GetElapsedTime(began));
        return new Turn(this);
    }

    /// <summary>Whether an Emergency or an Alarm waits for the turn of a less urgent holder, who does well to end it soon.</summary>
    public bool IsWanted(Lane by)
    {
        lock (sync)
            for (var lane = Lane.Emergency; lane <= Lane.Alarm && lane < by; lane++)
                if (waiting[(int)lane].Any(one => !one.Task.IsCompleted))
                    return true;
        return false;
    }

    private static async Task WaitAsync(TaskCompletionSource wait, CancellationToken cancellation)
    {
        await using var registration = cancellation.Register(() => wait.TrySetCanceled(cancellation));
        await wait.Task;
    }

    private void Leave()
    {
        lock (sync)
        {
            foreach (var queue in waiting)
                while (queue.TryDequeue(out var next))
                    if (next.TrySetResult())
                        return;
            taken = false;
        }
    }

    /// <summary>The right to write, until disposed.</summary>
    public readonly struct Turn(WriteGate gate) : IDisposable
    {
        /// <summary>Hands the gate to the next in the queue.</summary>
        public void Dispose() => gate.Leave();
    }
}
