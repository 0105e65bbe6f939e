namespace SmartCity.Desks.Live;

/// <summary>
/// One open page: what it is told meanwhile is shown together, at most twice a second. A page of a dozen figures is drawn as often as
/// one of a single figure, and one that draws slowly gets the latest of each, not a queue.
/// </summary>
public sealed class Pulse(LiveReadings readings, TimeProvider clock)
{
    // What is urgent and read at one beat is waited for, but not longer than this: then the slow ones come half a second later.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    // By then all readings of a beat have begun.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Lock gate = new();
    private readonly Dictionary<object, Action> waiting = [];
    private Action? draw;
    private long? last;
    private bool isComing;

    /// <summary>Shows a change with the others that wait; it takes the place of an earlier one of the same origin.</summary>
    internal void Post(object origin, Action change)
    {
        TimeSpan rest;
        lock (gate)
        {
            waiting[origin] = change;
            if (isComing)
                return;
            isComing = true;
            rest = last is { } before ? Beat.Every - clock.GetElapsedTime(before) : TimeSpan.Zero;
        }
        _ = DrawAsync(rest > Gathering ? rest : Gathering);
    }

    /// <summary>The component that draws, once there is one.</summary>
    internal void By(Action component) => draw = component;

    /// <summary>Makes the changes that wait; called while the component is drawn, so that all of them are drawn with it.</summary>
    internal void Change()
    {
        Action[] all;
        lock (gate)
        {
            all = [.. waiting.Values];
            waiting.Clear();
            (isComing, last) = (false, clock.GetTimestamp());
        }
        foreach (var change in all)
            change();
    }

    private async Task DrawAsync(TimeSpan rest)
    {
        await Task.Delay(rest, clock);
        await Task.WhenAny(readings.Settled, Task.Delay(Longest, clock));
        draw?.Invoke();
    }
}
