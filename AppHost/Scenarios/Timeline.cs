using System.Globalization;

namespace SmartCity.AppHost.Scenarios;

/// <summary>The story as it goes: printed and kept.</summary>
internal sealed class Timeline(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<ScenarioStep> steps = [];
    private readonly long began = clock.GetTimestamp();

    public double Seconds => Math.Round(clock.GetElapsedTime(began).TotalSeconds, 1);

    public IReadOnlyList<ScenarioStep> Steps
    {
        get
        {
            lock (gate)
                return [.. steps];
        }
    }

    public bool Holds => Steps.All(step => step.Ok);

    public void Add(string node, string what, string via, bool ok = true)
    {
        lock (gate)
        {
            steps.Add(new(clock.GetUtcNow(), node, what, via, ok));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Seconds,7:0.0} s  {(ok ? "ok  " : "FAIL")}  {node,-8} {via,-8} {what}"));
        }
    }

    /// <summary>Looks until there is an answer; the step tells which, or that there was none in time.</summary>
    public async Task<T?> ExpectAsync<T>(string node, string via, string expected, Func<Task<T?>> look, Func<T, string>? told, TimeSpan patience, CancellationToken cancellation)
    {
        var from = clock.GetTimestamp();
        while (true)
        {
            var found = await look();
            if (found is not null && !EqualityComparer<T>.Default.Equals(found, default))
            {
                Add(node, told?.Invoke(found) ?? expected, via);
                return found;
            }
            if (clock.GetElapsedTime(from) > patience)
            {
                Add(node, $"waited {patience.TotalSeconds:0} s in vain for: {expected}", via, ok: false);
                throw new StoryBroken(expected);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellation);
        }
    }
}

/// <summary>A step without which the story cannot go on did not happen; it is in the timeline.</summary>
internal sealed class StoryBroken(string expected) : Exception(expected);
