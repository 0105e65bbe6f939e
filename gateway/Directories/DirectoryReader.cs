using SmartCity.Contracts.Security;
using SmartCity.Gateway.Hosting;

namespace SmartCity.Gateway.Directories;

/// <summary>Makes a signed directory one that tokens can be checked with. An entry that cannot be used is left out and named; the others count.</summary>
internal sealed class DirectoryReader(IConfiguration configuration, ILogger<DirectoryReader> logger)
{
    private static readonly TimeSpan LongestOperatorToken = TimeSpan.FromHours(12);

    public KnownDirectory Read(NodeDirectory directory, KnownDirectory before) => new(directory.Version, directory.Issued,
        directory.Nodes.GroupBy(node => node.Id).Select(same => Node([.. same], before)).OfType<KnownNode>(),
        directory.OperatorIssuers.GroupBy(issuer => issuer.Name).Select(same => Issuer([.. same])).OfType<KnownIssuer>());

    private KnownNode? Node(DirectoryNode[] same, KnownDirectory before)
    {
        var entry = same[0];
        if (same.Length > 1 || PublicKey.TryParse(entry.Key) is not { } key)
        {
            GatewayLog.EntryLeftOut(logger, entry.Id, same.Length > 1 ? "it is there more than once" : "its key is no JSON Web Key of an EC key on P-256");
            return null;
        }
        var goesOn = before.Node(entry.Id) is { } known && known.Key == key && !known.Entry.Revoked && !entry.Revoked;
        return new(entry, key, goesOn ? before.Node(entry.Id)!.Admission : new CancellationTokenSource());
    }

    private KnownIssuer? Issuer(DirectoryIssuer[] same)
    {
        var entry = same[0];
        var issuer = KnownIssuer.From(entry.Name, entry.Key, entry.Rights, LongestOperatorToken);
        var wrong = same.Length > 1 ? "it is there more than once"
            : issuer is null ? "its key or one of its rights cannot be read"
            : entry.LoopbackOnly && !Listener.IsOnLoopback(configuration) ? "its key was made for one machine, and this gateway listens beyond loopback"
            : null;
        if (wrong is null)
            return issuer;
        GatewayLog.EntryLeftOut(logger, entry.Name, wrong);
        return null;
    }
}
