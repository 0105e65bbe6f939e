using System.Text.Json;
using SmartCity.Contracts;
using SmartCity.Contracts.EnvironmentMonitoring;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>A row of readings: a station at a time, all factors together, since they come and are asked for together.</summary>
internal sealed record Reading
{
    public required string Home { get; init; }
    public required string Mn { get; init; }
    public required ReadingKind Kind { get; init; }

    /// <summary>By the station's clock.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>By the hub's clock, of the last change.</summary>
    public required DateTimeOffset Received { get; init; }

    public bool Late { get; init; }

    public bool WildClock { get; init; }

    /// <summary>1, then one more with each part or correction.</summary>
    public int Revision { get; init; } = 1;

    /// <summary><see cref="FactorReading"/>s as JSON.</summary>
    public required string Factors { get; init; }

    /// <summary>Of a copy: where its newest part stands in the home's log.</summary>
    public long Epoch { get; init; }

    public long OriginPosition { get; init; }

    public IReadOnlyList<FactorReading> Values => Read(Factors);

    public static string Write(IReadOnlyList<FactorReading> values) => JsonSerializer.Serialize(values, EventJson.Options);

    public static IReadOnlyList<FactorReading> Read(string factors) => JsonSerializer.Deserialize<List<FactorReading>>(factors, EventJson.Options)!;

    /// <summary>Puts values into a row: a factor that is there is replaced, another is added. Null when that changes nothing.</summary>
    public static string? Merge(string before, IReadOnlyList<FactorReading> values, bool onlyMissing = false)
    {
        var merged = new OrderedDictionary<string, FactorReading>(Read(before).Select(value => KeyValuePair.Create(value.Factor, value)));
        foreach (var value in values)
            if (!onlyMissing || !merged.ContainsKey(value.Factor))
                merged[value.Factor] = value;
        var after = Write([.. merged.Values]);
        return after == before ? null : after;
    }
}
