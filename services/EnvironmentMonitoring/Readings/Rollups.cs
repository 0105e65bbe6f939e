namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>Figures of an hour out of its real-time readings. Pure.</summary>
internal static class Rollups
{
    public static IEnumerable<Rollup> Of(string home, string mn, DateTimeOffset hour, IReadOnlyCollection<Reading> readings) => readings
        .SelectMany(reading => reading.Values).GroupBy(value => value.Factor).Select(group =>
        {
            var valid = group.Where(value => value.Valid).Select(value => value.Value!.Value).ToList();
            return new Rollup
            {
                Home = home, Mn = mn, Hour = hour, Factor = group.Key, Unit = group.Last().Unit, Count = group.Count(), Valid = valid.Count,
                Min = valid.Count == 0 ? null : valid.Min(), Mean = valid.Count == 0 ? null : decimal.Round(valid.Average(), 6), Max = valid.Count == 0 ? null : valid.Max(),
            };
        });
}
