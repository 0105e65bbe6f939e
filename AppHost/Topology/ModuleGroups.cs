namespace SmartCity.AppHost.Topology;

/// <summary>A module of the city that runs in a process of its own as well.</summary>
/// <param name="Module">The module.</param>
/// <param name="Route">Its name in routes.</param>
internal sealed record ModuleGroup(string Module, string Route);

/// <summary>
/// How the city's node is divided among processes where its store allows several. The first has every module, since pages call
/// what they show within their own process; but stations call another, whose load comes in bursts, and cases are asked for at a
/// third. Things and loops are shared between those that have their module.
/// </summary>
internal static class ModuleGroups
{
    /// <summary>The module that stations call.</summary>
    public const string Stations = "EnvironmentMonitoring";

    public static IReadOnlyList<ModuleGroup> OfTheCity { get; } = [new(Stations, "environment"), new("CityManagement", "city-management")];
}
