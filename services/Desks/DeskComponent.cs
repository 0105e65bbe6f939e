using Microsoft.AspNetCore.Components;
using SmartCity.Contracts;
using SmartCity.Desks.Acting;
using SmartCity.Desks.Live;
using SmartCity.Kernel.Http;

namespace SmartCity.Desks;

/// <summary>What every page and part of a desk stands on: the operator, the language, the API, live values.</summary>
public abstract class DeskComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private readonly List<Watched> watches = [];
    private NodeApi? api;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Operator Operator { get; set; } = null!;

    /// <summary>What the page speaks.</summary>
    [CascadingParameter]
    public Language Language { get; set; }

    /// <summary>The node's time.</summary>
    [Inject]
    protected TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NodePipeline Pipeline { get; set; } = null!;

    [Inject]
    private LiveReadings Readings { get; set; } = null!;

    [Inject]
    private Pulse Pulse { get; set; } = null!;

    /// <summary>The node's API with the operator's rights.</summary>
    protected NodeApi Api => api ??= new(Pipeline, Operator.Principal);

    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Gone => gone.Token;

    /// <summary>The text in the operator's language.</summary>
    protected string T(string chinese, string english) => Language == Language.English ? english : chinese;

    /// <inheritdoc cref="T(string, string)"/>
    protected string T(Words words) => words.In(Language);

    /// <summary>Watches a GET of the API; the page is drawn again after every change.</summary>
    protected void Watch<T>(string path, Action<LiveValue<T>> changed, params IReadOnlyList<Lane> lanes) => Watch(new LivePath<T>(path, lanes), changed);

    /// <summary>Watches a reading; the page is drawn again after every change.</summary>
    protected void Watch<T>(ILiveReading<T> reading, Action<LiveValue<T>> changed)
    {
        var watch = new Watched();
        // What is known is shown at once: nobody waits for a page. What comes later is shown with all else that does.
        watch.Reading = Readings.Watch(Operator, reading, value =>
        {
            if (watch.IsFirst())
                _ = InvokeAsync(() => Change(watch, changed, value));
            else
                Pulse.Post(watch, () => Change(watch, changed, value));
        });
        watches.Add(watch);
    }

    /// <summary>Ends all watches: before others are begun, when what the page shows changed.</summary>
    protected void Unwatch()
    {
        foreach (var watch in watches)
            watch.End();
        watches.Clear();
    }

    public void Dispose()
    {
        gone.Cancel();
        Unwatch();
        api?.Dispose();
        Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a page itself must let go of.</summary>
    protected virtual void Leave()
    {
    }

    private void Change<T>(Watched watch, Action<LiveValue<T>> changed, LiveValue<T> value)
    {
        if (watch.IsOver)
            return;
        try
        {
            changed(value);
            StateHasChanged();
        }
        catch (Exception exception)
        {
            // It is this part that failed, not the page around it.
            _ = DispatchExceptionAsync(exception);
        }
    }

    private sealed class Watched
    {
        private int told;

        public IDisposable? Reading { get; set; }

        public bool IsOver { get; private set; }

        public bool IsFirst() => Interlocked.Exchange(ref told, 1) == 0;

        public void End()
        {
            IsOver = true;
            Reading?.Dispose();
        }
    }
}
