using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Directories;

/// <summary>The copy of the directory on disk, signature and all: a gateway that starts while the node is away lets the same nodes in as before.</summary>
internal sealed class DirectoryFile(IOptions<GatewayOptions> options)
{
    private readonly string path = Path.Combine(options.Value.Data, "directory.jws");

    public string? Read() => File.Exists(path) ? File.ReadAllText(path) : null;

    public void Write(string jws) => PrivateFile.Write(path, jws);
}
