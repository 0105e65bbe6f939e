namespace SmartCity.Desks.Live;

/// <summary>
/// The common time of all readings of a node, twice a second while something happens: what changes together is read together, and
/// a page that shows much of it is drawn once for all.
/// </summary>
internal sealed class Beat(TimeProvider clock)
{
    /// <summary>From one beat to the next, at least.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    // After a rest the first to ask does not go alone: the same event wakes others.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private Task next = Task.CompletedTask;
    private long? last;
    private int reading;
    private TaskCompletionSource read = new();

    /// <summary>Ends at the next beat: at once after a rest, otherwise half a second after the last one.</summary>
    public Task NextAsync()
    {
        lock (gate)
        {
            if (!next.IsCompleted)
                return next;
            var rest = last is { } before ? Every - clock.GetElapsedTime(before) : Gathering;
            return next = WaitAsync(rest > Gathering ? rest : Gathering);
        }
    }

    /// <summary>Ends when nothing urgent is being read: what the beat set going has been told.</summary>
    public Task Settled
    {
        get
        {
            lock (gate)
                return reading == 0 ? Task.CompletedTask : read.Task;
        }
    }

    /// <summary>Something is read; every time it is told by <see cref="Done"/>.</summary>
    public void Begin()
    {
        lock (gate)
            if (reading++ == 0)
                read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>It was read, and told.</summary>
    public void Done()
    {
        lock (gate)
            if (--reading == 0)
                read.SetResult();
    }

    private async Task WaitAsync(TimeSpan rest)
    {
        await Task.Delay(rest, clock);
        lock (gate)
            last = clock.GetTimestamp();
    }
}
