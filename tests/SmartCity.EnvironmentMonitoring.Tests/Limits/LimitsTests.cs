using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Readings;
using static SmartCity.EnvironmentMonitoring.Limits.Limits;

namespace SmartCity.EnvironmentMonitoring.Tests.Limits;

public sealed class LimitsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_reading_at_its_limit_is_not_an_exceedance()
    {
        Assert.Empty(Run(new() { Upper = 75 }, 75m, 75.0m, 74.9m));
        Assert.Equal([(0, WatchChange.Began)], Run(new() { Upper = 75 }, 75.1m));
    }

    [Fact]
    public void It_begins_only_after_enough_readings_in_a_row_and_then_with_the_first_of_them()
    {
        Assert.Equal([(5, WatchChange.Began)], Run(new() { Upper = 10, StartAfter = 3 }, 11, 12, 9, 11, 30, 12));
        var watch = Last(new() { Upper = 10, StartAfter = 3 }, 11, 12, 9, 11, 30, 12);
        Assert.Equal((Start.AddMinutes(3), 11m, 30m, Start.AddMinutes(4)), (watch.BeganAt, watch.FirstValue, watch.Peak, watch.PeakAt));
        Assert.Equal("M-a34004-20261123080300", watch.ExceedanceId);
    }

    [Fact]
    public void It_ends_only_after_enough_readings_in_a_row_that_are_not_over()
    {
        var limit = new Bounds { Upper = 10, EndAfter = 2 };
        Assert.Equal([(0, WatchChange.Began), (4, WatchChange.Ended)], Run(limit, 11, 9, 11, 10, 9));
        Assert.Equal(Start.AddMinutes(3), Last(limit, 11, 9, 11, 10, 9).FirstAt);
    }

    [Fact]
    public void Its_peak_rises_and_never_falls() =>
        Assert.Equal([(0, WatchChange.Began), (1, WatchChange.Peaked), (4, WatchChange.Peaked)], Run(new() { Upper = 10 }, 11, 15, 12, 15, 16));

    [Fact]
    public void A_reading_that_is_not_newer_than_the_last_is_not_judged()
    {
        var limit = Limit(new() { Upper = 10 });
        var (watch, _) = Check(New, limit, 5, Start);

        Assert.Equal((watch, WatchChange.None), Check(watch, limit, 50, Start));
        Assert.Equal((watch, WatchChange.None), Check(watch, limit, 50, Start.AddMinutes(-1)));
    }

    [Fact]
    public void After_an_end_the_next_exceedance_has_an_id_of_its_own()
    {
        var limit = Limit(new() { Upper = 10 });
        var (first, _) = Check(New, limit, 11, Start);
        var (ended, change) = Check(first, limit, 9, Start.AddMinutes(1));
        var (second, again) = Check(Closed(ended), limit, 12, Start.AddMinutes(2));

        Assert.Equal((WatchChange.Ended, WatchChange.Began), (change, again));
        Assert.NotEqual(first.ExceedanceId, second.ExceedanceId);
    }

    [Fact]
    public void Hour_means_and_instants_never_share_an_id()
    {
        var (hour, _) = Check(New with { Kind = ReadingKind.Hour }, Limit(new() { Upper = 10 }), 11, Start);
        var (instant, _) = Check(New, Limit(new() { Upper = 10 }), 11, Start);

        Assert.Equal(("M-a34004-20261123080000-hour", "M-a34004-20261123080000"), (hour.ExceedanceId, instant.ExceedanceId));
    }

    private sealed record Bounds
    {
        public required decimal Upper { get; init; }
        public int StartAfter { get; init; } = 1;
        public int EndAfter { get; init; } = 1;
    }

    private static Watch New => new() { Mn = "M", Factor = "a34004", Kind = ReadingKind.Realtime };

    private static Limit Limit(Bounds bounds) => new()
    {
        Home = "430481", Mn = "M", Factor = "a34004", Kind = ReadingKind.Realtime, Upper = bounds.Upper, Unit = "µg/m³", StartAfter = bounds.StartAfter, EndAfter = bounds.EndAfter,
    };

    private static List<(int Index, WatchChange Change)> Run(Bounds bounds, params decimal[] values) => All(bounds, values).Where(step => step.Change != WatchChange.None).Select(step => (step.Index, step.Change)).ToList();

    private static Watch Last(Bounds bounds, params decimal[] values) => All(bounds, values)[^1].After;

    private static List<(int Index, Watch After, WatchChange Change)> All(Bounds bounds, decimal[] values)
    {
        var (watch, steps) = (New, new List<(int, Watch, WatchChange)>());
        for (var index = 0; index < values.Length; index++)
        {
            (watch, var change) = Check(watch, Limit(bounds), values[index], Start.AddMinutes(index));
            steps.Add((index, watch, change));
        }
        return steps;
    }
}
