using Microsoft.Extensions.Options;

namespace SmartCity.Kernel.Hosting;

/// <summary>Who this node is, for modules.</summary>
public sealed class NodeInfo(IOptions<NodeOptions> options)
{
    /// <summary>The node's id.</summary>
    public string Id => options.Value.Id;

    /// <summary>What people call it.</summary>
    public string Name => options.Value.Name;

    /// <summary>Folder for keys and files of the node.</summary>
    public string Data => options.Value.Data;

    /// <summary>Codes of the divisions this node acts for.</summary>
    public IReadOnlyList<string> Divisions => options.Value.ActsFor;

    /// <summary>Whether a division's things have their home here.</summary>
    public bool IsHomeOf(string division) => Divisions.Contains(division);
}
