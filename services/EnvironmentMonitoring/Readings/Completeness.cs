namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>How much of what should have come is there. Pure.</summary>
internal static class Completeness
{
    /// <summary>How many of a kind of reading a period holds.</summary>
    public static int Expected(TimeSpan period, TimeSpan interval) => interval <= TimeSpan.Zero ? 0 : (int)(period / interval);

    /// <summary>Counts the readings of a period, in all and valid by factor.</summary>
    public static CompletenessView Of(DateTimeOffset from, TimeSpan period, string kind, TimeSpan interval, IReadOnlyCollection<Reading> readings)
    {
        var expected = Expected(period, interval);
        var factors = readings.SelectMany(reading => reading.Values).GroupBy(value => value.Factor).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new FactorCompleteness(group.Key, group.Count(), group.Count(value => value.Valid), Share(group.Count(value => value.Valid), expected)));
        return new(Instants.Shown(from), Instants.Shown(from + period), kind, expected, readings.Count, Share(readings.Count, expected), [.. factors]);
    }

    private static decimal? Share(int there, int expected) => expected == 0 ? null : decimal.Round(100m * there / expected, 1);
}

/// <summary>Completeness of an hour or a day.</summary>
/// <param name="From">Beginning.</param>
/// <param name="To">End, not included.</param>
/// <param name="Of">The kind of reading counted.</param>
/// <param name="Expected">How many there should be.</param>
/// <param name="There">How many there are.</param>
/// <param name="Percent">There of expected.</param>
/// <param name="Factors">The same by factor; valid ones count.</param>
internal sealed record CompletenessView(DateTimeOffset From, DateTimeOffset To, string Of, int Expected, int There, decimal? Percent, IReadOnlyList<FactorCompleteness> Factors);

/// <summary>Completeness of a factor.</summary>
internal sealed record FactorCompleteness(string Factor, int There, int Valid, decimal? ValidPercent);
