using Microsoft.AspNetCore.Identity;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>A local account of one person. <see cref="IdentityUser{TKey}.UserName"/> is how they sign in, <see cref="IdentityUser{TKey}.Id"/> what the audit names.</summary>
internal sealed class Account : IdentityUser<string>
{
    /// <summary>What people call them.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>The password was set by somebody else: it must be changed before anything is done.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Nobody signs in with it any more.</summary>
    public bool Disabled { get; set; }

    public DateTimeOffset Created { get; set; }
}

/// <summary>A role held in a division for a module.</summary>
internal sealed record Grant(string Account, string RoleId, string Division, string Module);
