using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmartCity.AppHost.Scenarios;

/// <summary>What a scenario showed, as it is written to the report file.</summary>
/// <param name="Name">Which scenario.</param>
/// <param name="Passed">Whether all of it held.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Steps">What happened, in order.</param>
/// <param name="Lanes">Both ends' logs compared, by county and lane.</param>
/// <param name="Effects">What had to be done once, counted.</param>
internal sealed record ScenarioReport(
    string Name, bool Passed, double Seconds, IReadOnlyList<ScenarioStep> Steps, IReadOnlyList<LaneCount> Lanes, IReadOnlyList<Effect> Effects)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One step of the story.</summary>
/// <param name="At">When.</param>
/// <param name="Node">Where.</param>
/// <param name="What">What happened, or should have.</param>
/// <param name="Via">How we know, or by which way it was done: hj212, http, gateway, log, relay.</param>
/// <param name="Ok">Whether it held.</param>
internal sealed record ScenarioStep(DateTimeOffset At, string Node, string What, string Via, bool Ok);

/// <summary>One lane of one county's line, recounted from both logs after the run.</summary>
/// <param name="County">The county.</param>
/// <param name="Lane">The lane.</param>
/// <param name="Made">Events of the county that may travel up, in its own log.</param>
/// <param name="Arrived">Those of them in the city's log.</param>
/// <param name="Duplicated">Rows in the city's log beyond the first of one identity, or that the county never made.</param>
/// <param name="Lost">Made and not arrived.</param>
/// <param name="OutOfOrder">Rows in the city's log that come after a later event of their subject.</param>
/// <param name="P50Ms">Median from the county's record to the city's, all arrivals of this run; null when none was seen to arrive.</param>
/// <param name="P99Ms">99th percentile of the same.</param>
/// <param name="Phases">The same before the cut, for what was made in the dark or before the backlog was gone, and after.</param>
internal sealed record LaneCount(
    string County, string Lane, long Made, long Arrived, long Duplicated, long Lost, long OutOfOrder, double? P50Ms, double? P99Ms, IReadOnlyList<PhaseLatency>? Phases)
{
    [JsonIgnore]
    public bool Holds => Lost == 0 && Duplicated == 0 && OutOfOrder == 0;
}

/// <summary>Latency of the events made in one phase.</summary>
internal sealed record PhaseLatency(string Phase, long Events, double P50Ms, double P99Ms);

/// <summary>Something that had to be done so many times, and how often it was.</summary>
internal sealed record Effect(string What, long Expected, long Counted)
{
    [JsonIgnore]
    public bool Holds => Expected == Counted;
}
