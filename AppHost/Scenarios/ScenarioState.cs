namespace SmartCity.AppHost.Scenarios;

/// <summary>A mark in the data folder while a scenario runs: one that is found at the start tells of a run that was killed.</summary>
internal sealed class ScenarioState(string data)
{
    private readonly string file = Path.Combine(data, "scenario-running");

    public bool IsInterrupted => File.Exists(file);

    public void Begin() => File.WriteAllText(file, "A scenario runs here, or was interrupted.\n");

    public void End() => File.Delete(file);
}
