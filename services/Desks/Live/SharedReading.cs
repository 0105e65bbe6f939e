using Microsoft.Extensions.Logging;
using SmartCity.Desks.Acting;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Log;

namespace SmartCity.Desks.Live;

/// <summary>One reading that pages share: read while anybody looks, told to all of them.</summary>
internal sealed class SharedReading<T>(NodePipeline pipeline, EventLog log, Beat beat, TimeProvider clock, ILogger logger, ILiveReading<T> reading, Operator who, Action forget)
{
    private readonly Lock gate = new();
    private readonly List<Action<LiveValue<T>>> watchers = [];
    private readonly CancellationTokenSource stop = new();
    private LiveValue<T> last = new(default, null, null);
    private readonly TaskCompletionSource never = new();
    private bool over;

    // A figure or a banner that is to be there within a second; lists and layers may take their time.
    private bool IsUrgent => reading.Shortest <= Beat.Every;

    public IDisposable? Join(Action<LiveValue<T>> changed)
    {
        lock (gate)
        {
            if (over)
                return null;
            watchers.Add(changed);
            if (watchers.Count == 1)
                _ = Task.Run(KeepReadingAsync);
            if (last.At is not null || last.Refused is not null)
                changed(last);
        }
        return new Leaving(() => Leave(changed));
    }

    private void Leave(Action<LiveValue<T>> changed)
    {
        lock (gate)
        {
            watchers.Remove(changed);
            if (watchers.Count > 0 || over)
                return;
            over = true;
        }
        forget();
        stop.Cancel();
    }

    private async Task KeepReadingAsync()
    {
        using var api = new NodeApi(pipeline, who.Principal);
        while (!stop.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            var woken = reading.Lanes.Count == 0 ? never.Task : Task.WhenAny(reading.Lanes.Select(log.Next));
            await ReadOnceAsync(api);
            await RestAsync(clock.GetElapsedTime(began));
            await WaitAsync(woken);
            if (!stop.IsCancellationRequested)
                await beat.NextAsync();
        }
    }

    // Half a beat is left to the beat itself. What may wait waits the longer the more it costs: a list of thousands takes no more than a twentieth of the time.
    private async Task RestAsync(TimeSpan took)
    {
        var rest = reading.Shortest - Beat.Every / 2 - took;
        if (!IsUrgent && 19 * took > rest)
            rest = 19 * took < reading.Longest ? 19 * took : reading.Longest;
        if (rest > TimeSpan.Zero)
            await Task.Delay(rest, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WaitAsync(Task woken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        await Task.WhenAny(woken, Task.Delay(reading.Longest, clock, enough.Token));
        await enough.CancelAsync();
    }

    private async Task ReadOnceAsync(NodeApi api)
    {
        if (IsUrgent)
            beat.Begin();
        try
        {
            var answer = await reading.ReadAsync(api, stop.Token);
            Tell(answer.Done ? new(answer.Value, clock.GetUtcNow(), null) : last with { Refused = answer.Refused });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception exception)
        {
            DesksLog.ReadingFailed(logger, reading.Key, exception);
            Tell(last with { Refused = new(500, "internal", "读取失败 Could not be read", "The node's log says why.", new Dictionary<string, string[]>()) });
        }
        finally
        {
            if (IsUrgent)
                beat.Done();
        }
    }

    private void Tell(LiveValue<T> value)
    {
        Action<LiveValue<T>>[] all;
        lock (gate)
        {
            last = value;
            all = [.. watchers];
        }
        foreach (var watcher in all)
            watcher(value);
    }

    private sealed class Leaving(Action leave) : IDisposable
    {
        private Action? leave = leave;

        public void Dispose() => Interlocked.Exchange(ref leave, null)?.Invoke();
    }
}
