namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>A limit was set or changed for a factor of a station.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Factor">HJ 212 factor code.</param>
/// <param name="Kind">Which readings are judged: <c>real-time</c>, <c>minute</c>, <c>hour</c> or <c>day</c>.</param>
/// <param name="Limit">The limit: what is greater exceeds it.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="StartAfter">An exceedance begins after so many readings in a row over it.</param>
/// <param name="EndAfter">It ends after so many in a row at or below it.</param>
/// <param name="At">When.</param>
[EventType("environment.limit-set.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record LimitSet(
    string StationId, string Division, string Factor, string Kind, decimal Limit, string Unit, int StartAfter, int EndAfter, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>A limit of a station was removed; the default, where there is one, is in force again.</summary>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Factor">HJ 212 factor code.</param>
/// <param name="Kind">Which readings were judged.</param>
/// <param name="At">When.</param>
[EventType("environment.limit-removed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record LimitRemoved(string StationId, string Division, string Factor, string Kind, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}
