using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Directories;

/// <summary>A node of the directory, ready to check tokens with.</summary>
/// <param name="Entry">What the directory says.</param>
/// <param name="Key">Its key.</param>
/// <param name="Admission">Ends when the node is revoked, replaced or gone, and with it every request of its that is under way.</param>
internal sealed record KnownNode(DirectoryNode Entry, PublicKey Key, CancellationTokenSource Admission);

/// <summary>An issuer of operators' tokens, ready to check tokens with.</summary>
internal sealed record KnownIssuer(string Name, PublicKey Key, IReadOnlyList<Right> Rights, TimeSpan LongestLifetime)
{
    /// <summary>The rights out of these that this issuer may grant.</summary>
    public IEnumerable<string> Limit(IEnumerable<string> rights) => Rights.Count == 0 ? rights
        : rights.Where(text => Right.TryParse(text, out var right) && Rights.Any(limit => limit.Covers(right)));

    public static KnownIssuer? From(string name, string key, IEnumerable<string> rights, TimeSpan longest)
    {
        var parsed = rights.Select(text => Right.TryParse(text, out var right) ? right : default).ToList();
        // An issuer with a right that cannot be read must not become one that may grant all.
        return PublicKey.TryParse(key) is { } read && !parsed.Contains(default) ? new(name, read, parsed, longest) : null;
    }
}

/// <summary>One version of the directory, looked things up in. Never changes.</summary>
internal sealed class KnownDirectory
{
    public static readonly KnownDirectory Empty = new(0, DateTimeOffset.UnixEpoch, [], []);

    private readonly Dictionary<string, KnownNode> nodes;
    private readonly Dictionary<string, KnownIssuer> issuers;

    public KnownDirectory(long version, DateTimeOffset issued, IEnumerable<KnownNode> nodes, IEnumerable<KnownIssuer> issuers)
    {
        (Version, Issued) = (version, issued);
        this.nodes = nodes.ToDictionary(node => node.Entry.Id, StringComparer.Ordinal);
        this.issuers = issuers.ToDictionary(issuer => issuer.Name, StringComparer.Ordinal);
    }

    public long Version { get; }

    public DateTimeOffset Issued { get; }

    public IEnumerable<KnownNode> Nodes => nodes.Values;

    public KnownNode? Node(string id) => nodes.GetValueOrDefault(id);

    public KnownIssuer? Issuer(string name) => issuers.GetValueOrDefault(name);
}
