using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SmartCity.Kernel.Loops;
using SmartCity.Telemetry;

namespace SmartCity.Kernel.Figures;

/// <summary>
/// Figures that need a look into the database: read every <c>Telemetry:FiguresEvery</c>, told as they were read. What could not
/// be read for three turns is not told any more: an old figure would be a lie.
/// </summary>
/// <param name="name">The loop's name.</param>
/// <param name="options">How often.</param>
public abstract class FiguresLoop(string name, IOptions<TelemetryOptions> options) : Loop(name)
{
    private readonly List<Figure> figures = [];

    /// <summary>Reads all of them.</summary>
    protected abstract Task ReadAsync(CancellationToken cancellation);

    /// <summary>A figure of this loop.</summary>
    /// <param name="meter">The module's meter.</param>
    /// <param name="figureName">Its name, <c>smartcity.thing.what</c>.</param>
    /// <param name="unit">Its unit by UCUM: <c>s</c>, <c>By</c>, <c>{event}</c>.</param>
    /// <param name="description">What it is.</param>
    protected Figure Gauge(Meter meter, string figureName, string unit, string description)
    {
        var figure = new Figure(meter, figureName, unit, description, options.Value.FiguresEvery * 3);
        figures.Add(figure);
        return figure;
    }

    /// <inheritdoc/>
    public sealed override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (figures.Exists(figure => figure.Enabled))
                await ReadAsync(cancellation);
            Beat();
            await Task.Delay(options.Value.FiguresEvery, TimeProvider.System, cancellation);
        }
    }
}

/// <summary>One figure with its values by attributes.</summary>
public sealed class Figure
{
    private readonly ObservableGauge<double> gauge;
    private readonly TimeSpan lasting;
    private Known? known;

    internal Figure(Meter meter, string name, string unit, string description, TimeSpan lasting)
    {
        this.lasting = lasting;
        gauge = meter.CreateObservableGauge(name, Tell, unit, description);
    }

    internal bool Enabled => gauge.Enabled;

    /// <summary>Its values now; what is not among them is told no more.</summary>
    public void Set(IEnumerable<Measurement<double>> values) => known = new([.. values], TimeProvider.System.GetTimestamp());

    private IReadOnlyList<Measurement<double>> Tell() => known is { } now && TimeProvider.System.GetElapsedTime(now.At) < lasting ? now.Values : [];

    private sealed record Known(IReadOnlyList<Measurement<double>> Values, long At);
}
