using System.Globalization;
using Microsoft.Extensions.Options;

namespace SmartCity.Kernel.Hosting;

/// <summary>This process, among those of the node.</summary>
internal sealed class NodeProcess(IOptions<NodeOptions> options, ChosenModules modules)
{
    /// <summary>Its name in health and logs.</summary>
    public string Name { get; } = NameOf(options.Value);

    /// <summary>The modules it runs.</summary>
    public IReadOnlyList<string> Modules { get; } = [.. modules.List.Select(module => module.Name)];

    public static string NameOf(NodeOptions node) => node.Silo.Name ?? string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");
}
