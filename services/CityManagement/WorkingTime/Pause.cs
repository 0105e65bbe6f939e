namespace SmartCity.CityManagement.WorkingTime;

/// <summary>A time for which the clock stands still: 挂账, a suspension the supervisor granted.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended; null while it lasts.</param>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To)
{
    /// <summary>The pauses in order, those that touch or overlap made one, those that end before they begin left out.</summary>
    public static IReadOnlyList<Pause> Merge(IEnumerable<Pause> pauses)
    {
        var merged = new List<Pause>();
        foreach (var pause in pauses.Where(pause => pause.To is null || pause.To > pause.From).OrderBy(pause => pause.From))
        {
            if (merged.Count == 0 || merged[^1].To < pause.From)
                merged.Add(pause);
            else if (merged[^1].To is { } end && (pause.To is null || pause.To > end))
                merged[^1] = merged[^1] with { To = pause.To };
        }

        return merged;
    }
}
