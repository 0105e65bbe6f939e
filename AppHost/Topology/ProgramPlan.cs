using System.Diagnostics;
using SmartCity.AppHost.Programs;

namespace SmartCity.AppHost.Topology;

/// <summary>Something that is started as a child and kept running; it ends when its standard input is closed.</summary>
internal interface IChildPlan
{
    /// <summary>Short id, also the name of its log.</summary>
    string Id { get; }

    /// <summary>What people call it.</summary>
    string Name { get; }

    /// <summary>Its own folder.</summary>
    string Data { get; }

    /// <summary>How it is started.</summary>
    ProcessStartInfo StartInfo();
}

/// <summary>One program of ours that is to run.</summary>
/// <param name="Id">Short id: a node's code, <c>gateway</c>, or a node's code and the group of modules it runs.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Program">Name of the built program.</param>
/// <param name="Data">Its own folder.</param>
/// <param name="Address">Where it answers HTTP.</param>
/// <param name="Hj212Port">Where stations call it; null for a program without stations.</param>
/// <param name="Settings">Its settings.</param>
internal sealed record ProgramPlan(
    string Id, string Name, string Program, string Data, Uri Address, int? Hj212Port, IReadOnlyDictionary<string, string> Settings) : IChildPlan
{
    /// <summary>The node's database, a file or a connection string; null for a program without one.</summary>
    public string? Database => Settings.ContainsKey("Node:Id") ? Settings.GetValueOrDefault("Node:Database") ?? Path.Combine(Data, "node.db") : null;

    /// <summary>Every port it opens.</summary>
    public IEnumerable<int> PortsUsed => Hj212Port is { } port ? [Address.Port, port] : [Address.Port];

    /// <summary>The settings as command line. Nothing secret is among them: keys here are public halves.</summary>
    public IEnumerable<string> Arguments => Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"--{setting.Key}={setting.Value}");

    public ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(BuiltPrograms.Dotnet());
        start.ArgumentList.Add(BuiltPrograms.Locate(Program));
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);
        // What was meant for us must not bend them.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Node__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Bus__", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        return start;
    }
}
