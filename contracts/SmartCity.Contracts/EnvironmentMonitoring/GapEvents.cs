namespace SmartCity.Contracts.EnvironmentMonitoring;

/// <summary>Data that a station should have sent are missing; they will be asked for.</summary>
/// <param name="GapId">Id of the gap, unique for ever: <c>station-kind-start</c>.</param>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Kind"><c>minute</c>, <c>hour</c> or <c>day</c>.</param>
/// <param name="From">Beginning of the first period missing.</param>
/// <param name="To">Beginning of the last period missing.</param>
/// <param name="Periods">How many periods are missing.</param>
/// <param name="At">When this was noticed.</param>
[EventType("environment.data-gap-found.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record DataGapFound(
    string GapId, string StationId, string Division, string Kind, DateTimeOffset From, DateTimeOffset To, int Periods, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}

/// <summary>All data of a gap have come.</summary>
/// <param name="GapId">Id of the gap.</param>
/// <param name="StationId">The station (its MN).</param>
/// <param name="Division">GB/T 2260 code of its division.</param>
/// <param name="Kind"><c>minute</c>, <c>hour</c> or <c>day</c>.</param>
/// <param name="From">Beginning of the first period that was missing.</param>
/// <param name="To">Beginning of the last period that was missing.</param>
/// <param name="TimesAsked">How often the station was asked; 0 when it sent them by itself.</param>
/// <param name="At">When this was noticed.</param>
[EventType("environment.data-gap-filled.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record DataGapFilled(
    string GapId, string StationId, string Division, string Kind, DateTimeOffset From, DateTimeOffset To, int TimesAsked, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => "stations/" + StationId;
}
