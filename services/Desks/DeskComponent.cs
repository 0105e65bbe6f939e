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
    private readonly List<IDisposable> watches = [];
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
    protected void Watch<T>(ILiveReading<T> reading, Action<LiveValue<T>> changed) =>
        watches.Add(Readings.Watch(Operator, reading, value => _ = InvokeAsync(() =>
        {
            if (gone.IsCancellationRequested)
                return;
            changed(value);
            StateHasChanged();
        })));

    /// <summary>Ends all watches: before others are begun, when what the page shows changed.</summary>
    protected void Unwatch()
    {
        foreach (var watch in watches)
            watch.Dispose();
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
}
