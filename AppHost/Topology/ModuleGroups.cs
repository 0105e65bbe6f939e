namespace SmartCity.AppHost.Topology;

/// <summary>Modules of the city that run in a process of their own.</summary>
/// <param name="Module">The module.</param>
/// <param name="Route">Its name in routes.</param>
internal sealed record ModuleGroup(string Module, string Route);

/// <summary>
/// How the city's node is divided among processes where its store allows several: the link and the bus in one, the stations,
/// whose load comes in bursts, in another, the cases in a third. Who works at a case waits behind no reading.
/// </summary>
internal static class ModuleGroups
{
    /// <summary>The module that stations call.</summary>
    public const string Stations = "EnvironmentMonitoring";

    /// <summary>All modules of the build. AppHost refers to none of them: a test compares.</summary>
    public static IReadOnlyList<string> Modules { get; } = ["Federation", Stations, "CityManagement", "Bus"];

    /// <summary>Those with a process of their own.</summary>
    public static IReadOnlyList<ModuleGroup> OfTheCity { get; } = [new(Stations, "environment"), new("CityManagement", "city-management")];
}
