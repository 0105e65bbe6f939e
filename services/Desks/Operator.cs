using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using SmartCity.Contracts.Security;

namespace SmartCity.Desks;

/// <summary>Who is signed in at a page.</summary>
/// <param name="Id">The account, as the audit names it.</param>
/// <param name="Name">What people call them.</param>
/// <param name="Rights">What they may do.</param>
public sealed record Operator(string Id, string Name, IReadOnlyList<Right> Rights)
{
    /// <summary>Whether they hold a right in at least one division: for showing an entry or a button. The API decides.</summary>
    public bool Holds(string module, string action) => Rights.Any(right => right.Covers(new(module, action, right.Division)));

    /// <summary>Whether they hold a right in a division.</summary>
    public bool Holds(string module, string action, string division) => Rights.Any(right => right.Covers(new(module, action, division)));

    /// <summary>The same for everybody with the same rights: what one of them may see, all of them may.</summary>
    public string RightsKey { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Rights.Select(right => right.ToString()).Order(StringComparer.Ordinal)))));

    /// <summary>As the API sees them.</summary>
    public ClaimsPrincipal Principal { get; } = new(new ClaimsIdentity(
        [new("sub", Id), new("name", Name), new(TokenClaims.Kind, "operator"), .. Rights.Select(right => new Claim(TokenClaims.Rights, right.ToString()))], "page", "name", "role"));
}
