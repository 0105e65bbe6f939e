namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>A station's reading was accepted: of an instant, or of a minute, an hour, a day. Told again when the station sends other values for the same time.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of the station's division.</param>
/// <param name="Kind"><c>real-time</c>, <c>minute</c>, <c>hour</c>, <c>day</c>, <c>device-state</c> or <c>run-hours</c>. An open set.</param>
/// <param name="At">The instant of sampling or the beginning of the period, by the station's clock.</param>
/// <param name="ReceivedAt">When the hub received it, by the hub's clock.</param>
/// <param name="Values">One per factor. Several events of one time complete each other: a long frame travels in parts.</param>
/// <param name="Late">It came later than live data do: sent again, filled back, or out of order. It raises no alarm.</param>
/// <param name="WildClock">The station's clock was plainly wrong: <paramref name="At"/> cannot be trusted.</param>
[EventType("environment.reading-reported.v1", Lane.Bulk, Travels = Travels.Up)]
public sealed record ReadingReported(
    string StationId, string Division, string Kind, DateTimeOffset At, DateTimeOffset ReceivedAt, IReadOnlyList<FactorReading> Values,
    bool Late = false, bool WildClock = false) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>What a reading says about one factor.</summary>
/// <param name="Factor">HJ 212 factor code since 2017; a private or unknown code as it was sent.</param>
/// <param name="Value">The instant's value or the period's mean, in <paramref name="Unit"/>; null when none was sent.</param>
/// <param name="Unit">Unit of all but <paramref name="Total"/>, for example <c>µg/m³</c>; <c>1</c> for none, empty when nobody knows.</param>
/// <param name="Valid">Our own judgement: there is a value, and the station did not mark it as anything but normal.</param>
/// <param name="Flag">The station's mark as sent (HJ 212-2017 table 8), an open set; null when none was sent.</param>
/// <param name="Min">Least value of the period.</param>
/// <param name="Max">Greatest value of the period.</param>
/// <param name="Total">Total of the period, in <paramref name="TotalUnit"/>.</param>
/// <param name="TotalUnit">Unit of the total.</param>
/// <param name="Converted">The value converted to standard conditions (折算).</param>
/// <param name="OverLimit">A limit in force here was exceeded by this value; null when none was looked at.</param>
/// <param name="Others">Fields beyond the standard, and numbers that were none, as sent.</param>
public sealed record FactorReading(
    string Factor, decimal? Value, string Unit, bool Valid, string? Flag = null, decimal? Min = null, decimal? Max = null,
    decimal? Total = null, string? TotalUnit = null, decimal? Converted = null, bool? OverLimit = null,
    IReadOnlyDictionary<string, string>? Others = null);
