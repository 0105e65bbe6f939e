using System.ComponentModel.DataAnnotations;
using SmartCity.Contracts.Security;

namespace SmartCity.Kernel.Rights;

/// <summary>Whose tokens this node accepts, section <c>Rights</c>. Nobody's by default.</summary>
public sealed class RightsOptions
{
    /// <summary>The issuers this node trusts.</summary>
    public IList<TrustedIssuer> Issuers { get; init; } = [];
}

/// <summary>An issuer of tokens and how far it is trusted.</summary>
public sealed class TrustedIssuer
{
    /// <summary>The issuer's name, claim <c>iss</c>.</summary>
    [Required]
    public string Name { get; set; } = "";

    /// <summary>Its public key as a JSON Web Key (EC, P-256).</summary>
    [Required]
    public string Key { get; set; } = "";

    /// <summary>The rights it may grant; a token's rights beyond these are ignored. Empty for all.</summary>
    public IList<string> Rights { get; init; } = [];

    /// <summary>Longest lifetime of its tokens; default 12 hours.</summary>
    public TimeSpan LongestLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A key made for one machine: a node that listens beyond loopback refuses to start with it.</summary>
    public bool LoopbackOnly { get; set; }

    internal PublicKey? PublicKey => publicKey ??= Contracts.Security.PublicKey.TryParse(Key);

    private PublicKey? publicKey;
}
