using SmartCity.AppHost.CommandLine;

namespace SmartCity.AppHost.Scenarios;

/// <summary>What a scenario was asked to do.</summary>
internal sealed record ScenarioOptions(string Name, string? Report, bool Resume, int LoadPerSecond, int DarkSeconds);

internal static class RunScenario
{
    public static IReadOnlyList<string> Names { get; } = ["exceedance", "outage"];

    public static Task<int> RunAsync(ScenarioOptions scenario, HostOptions options, CancellationToken cancellation) => throw new NotImplementedException();
}
