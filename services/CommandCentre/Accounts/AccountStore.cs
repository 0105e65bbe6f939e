using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>Identity's store over our tables. The key of one-time codes and the recovery codes lie there protected by the keys that protect cookies.</summary>
internal sealed class AccountStore(CommandCentreDbContext db, IDataProtectionProvider protection, ILogger<AccountStore> logger) : UserOnlyStore<Account, CommandCentreDbContext, string>(db)
{
    // What does not begin with it was written before tokens were protected.
    private const string Mark = "v1:";
    private readonly IDataProtector protector = protection.CreateProtector("command-centre.tokens.v1");

    public override Task SetTokenAsync(Account user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Mark + protector.Protect(value), cancellationToken);

    public override async Task<string?> GetTokenAsync(Account user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is { } kept ? Read(user, kept) : null;

    /// <summary>Protects what was written before tokens were.</summary>
    public async Task ProtectOldAsync(CancellationToken cancellation)
    {
        foreach (var token in await Context.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<string>>().Where(token => token.Value != null && !token.Value.StartsWith(Mark)).ToListAsync(cancellation))
            token.Value = Mark + protector.Protect(token.Value!);
        await Context.SaveChangesAsync(cancellation);
    }

    private string? Read(Account user, string kept)
    {
        if (!kept.StartsWith(Mark, StringComparison.Ordinal))
            return kept;
        try
        {
            return protector.Unprotect(kept[Mark.Length..]);
        }
        catch (CryptographicException)
        {
            // The key ring is another one: no code fits any more, and an administrator has to help.
            CommandCentreLog.TokenUnreadable(logger, user.Id);
            return null;
        }
    }
}
