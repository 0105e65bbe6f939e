using SmartCity.Contracts.Security;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Federation.Nodes;

/// <summary>This node's keys, in its data folder: one signs its requests and answers, one signs the directory for the gateway.</summary>
internal sealed class NodeKeys(NodeInfo node)
{
    private readonly Lazy<SigningKey> link = new(() => SigningKey.LoadOrCreate(Path.Combine(node.Data, "node-key.pem")));
    private readonly Lazy<SigningKey> directory = new(() => SigningKey.LoadOrCreate(Path.Combine(node.Data, "directory-key.pem")));

    public SigningKey Link => link.Value;

    public SigningKey Directory => directory.Value;
}
