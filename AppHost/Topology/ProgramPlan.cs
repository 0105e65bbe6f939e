namespace SmartCity.AppHost.Topology;

/// <summary>One program that is to run.</summary>
/// <param name="Id">Short id: a node's code, or <c>gateway</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Program">Name of the built program.</param>
/// <param name="Data">Its own folder.</param>
/// <param name="Address">Where it answers HTTP.</param>
/// <param name="Hj212Port">Where stations call it; null for a program without stations.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record ProgramPlan(
    string Id, string Name, string Program, string Data, Uri Address, int? Hj212Port, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The node's database; null for a program without one.</summary>
    public string? Database => Hj212Port is null ? null : Path.Combine(Data, "node.db");

    /// <summary>Every port it opens.</summary>
    public IEnumerable<int> PortsUsed => Hj212Port is { } port ? [Address.Port, port] : [Address.Port];

    /// <summary>The settings as command line. Nothing secret is among them: keys here are public halves.</summary>
    public IEnumerable<string> Arguments => Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"--{setting.Key}={setting.Value}");
}
