using SmartCity.Contracts.EnvironmentMonitoring;
using SmartCity.EnvironmentMonitoring.Stations;

namespace SmartCity.EnvironmentMonitoring.Readings;

/// <summary>A reading that came and is to be stored.</summary>
internal sealed record Draft(
    Station Station, ReadingKind Kind, DateTimeOffset Time, DateTimeOffset Received, bool Late, bool WildClock, IReadOnlyList<FactorReading> Values);
