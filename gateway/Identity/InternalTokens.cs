using Microsoft.Extensions.Options;
using SmartCity.Contracts.Security;

namespace SmartCity.Gateway.Identity;

/// <summary>The tokens by which the gateway tells the node who calls; the node accepts nothing else from it.</summary>
internal sealed class InternalTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private readonly TokenIssuer issuer;
    private readonly GatewayOptions options;

    public InternalTokens(IOptions<GatewayOptions> options, TimeProvider clock)
    {
        this.options = options.Value;
        issuer = new TokenIssuer(SigningKey.LoadOrCreate(KeyFile(this.options.Data)), this.options.Site, clock);
    }

    public static string KeyFile(string data) => Path.Combine(data, "gateway-key.pem");

    /// <summary>For a node: the one right to its own link, bound to the request as the node bound it.</summary>
    public string OfNode(string node, string method, string path, string bodyHash) => issuer.Issue(node, options.Node, Lifetime, new Dictionary<string, object>
    {
        [TokenClaims.Kind] = NodeRequestToken.Kind,
        [TokenClaims.Rights] = new[] { $"federation:link:{node}" },
        [TokenClaims.Method] = method,
        [TokenClaims.Path] = path,
        [TokenClaims.BodyHash] = bodyHash,
    });

    /// <summary>For an operator or a partner: the rights their issuer may grant.</summary>
    public string OfPerson(string id, string kind, string[] rights, TimeSpan lifetime) =>
        issuer.Issue(id, options.Node, lifetime, new Dictionary<string, object> { [TokenClaims.Kind] = kind, [TokenClaims.Rights] = rights });

    /// <summary>For the gateway itself: it may read the directory.</summary>
    public string OfGateway() => issuer.Issue(options.Site, options.Node, Lifetime, new Dictionary<string, object>
    {
        [TokenClaims.Kind] = "gateway",
        [TokenClaims.Rights] = new[] { "federation:read-directory:*" },
    });
}
