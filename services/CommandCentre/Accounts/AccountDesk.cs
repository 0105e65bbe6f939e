using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SmartCity.CommandCentre.Sessions;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>Makes and changes accounts.</summary>
internal sealed class AccountDesk(UserManager<Account> accounts, CommandCentreDbContext db, SessionBook sessions, TimeProvider clock)
{
    public async Task<IReadOnlyList<AccountView>> ListAsync(CancellationToken cancellation)
    {
        var grants = (await db.Grants.AsNoTracking().ToListAsync(cancellation)).ToLookup(grant => grant.Account);
        return [.. (await db.Accounts.AsNoTracking().OrderBy(account => account.UserName).ToListAsync(cancellation)).Select(account => View(account, grants[account.Id]))];
    }

    public async Task<AccountView?> FindAsync(string userName, CancellationToken cancellation) =>
        await accounts.FindByNameAsync(userName) is { } account ? View(account, await GrantsOfAsync(account, cancellation)) : null;

    /// <summary>Makes an account whose password must be changed at the first sign-in.</summary>
    public async Task<IdentityResult> CreateAsync(string userName, string displayName, string password, IReadOnlyList<GrantView> grants, CancellationToken cancellation)
    {
        var account = new Account { Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), UserName = userName, DisplayName = displayName, MustChangePassword = true, LockoutEnabled = true, Created = clock.GetUtcNow() };
        var result = await accounts.CreateAsync(account, password);
        if (result.Succeeded)
            await GrantAsync(account, grants, cancellation);
        return result;
    }

    public async Task GrantAsync(Account account, IReadOnlyList<GrantView> grants, CancellationToken cancellation)
    {
        db.Grants.RemoveRange(await db.Grants.Where(grant => grant.Account == account.Id).ToListAsync(cancellation));
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        db.Grants.AddRange(grants.Distinct().Select(grant => new Grant(account.Id, grant.RoleId, grant.Division, grant.Module)));
        await db.SaveChangesAsync(cancellation);
        sessions.Forget(account.Id);
    }

    /// <summary>A new password for somebody who forgot theirs; all their sessions end. Who lost the device of their one-time codes does without until they switch them on anew.</summary>
    public async Task<IdentityResult> ResetAsync(Account account, string password, bool codesOff, string by, CancellationToken cancellation)
    {
        foreach (var validator in accounts.PasswordValidators)
            if (await validator.ValidateAsync(accounts, account, password) is { Succeeded: false } wrong)
                return wrong;
        account.PasswordHash = accounts.PasswordHasher.HashPassword(account, password);
        (account.MustChangePassword, account.LockoutEnd, account.AccessFailedCount) = (true, null, 0);
        account.TwoFactorEnabled &= !codesOff;
        var result = await accounts.UpdateSecurityStampAsync(account);
        if (result.Succeeded && codesOff)
            result = await accounts.ResetAuthenticatorKeyAsync(account);
        if (result.Succeeded)
            await sessions.EndAllAsync(account.Id, null, by, cancellation);
        return result;
    }

    public async Task<IdentityResult> UpdateAsync(Account account, string displayName, bool disabled, IReadOnlyList<GrantView> grants, string by, CancellationToken cancellation)
    {
        (account.DisplayName, account.Disabled) = (displayName, disabled);
        var result = await accounts.UpdateAsync(account);
        if (!result.Succeeded)
            return result;
        await GrantAsync(account, grants, cancellation);
        if (disabled)
            await sessions.EndAllAsync(account.Id, null, by, cancellation);
        return result;
    }

    public Task<Account?> LoadAsync(string userName) => accounts.FindByNameAsync(userName);

    private async Task<List<Grant>> GrantsOfAsync(Account account, CancellationToken cancellation) => await db.Grants.AsNoTracking().Where(grant => grant.Account == account.Id).ToListAsync(cancellation);

    private AccountView View(Account account, IEnumerable<Grant> grants) => new(account.UserName!, account.DisplayName, account.Disabled, account.MustChangePassword, account.TwoFactorEnabled,
        account.LockoutEnd > clock.GetUtcNow() ? account.LockoutEnd : null, account.Created, [.. grants.Select(grant => new GrantView(grant.RoleId, grant.Division, grant.Module))]);
}

/// <summary>An account as the API shows it.</summary>
internal sealed record AccountView(string UserName, string DisplayName, bool Disabled, bool MustChangePassword, bool TwoFactor, DateTimeOffset? LockedUntil, DateTimeOffset Created, IReadOnlyList<GrantView> Grants);

/// <summary>A role in a division for a module; <c>*</c> for all.</summary>
internal sealed record GrantView([property: JsonPropertyName("role")] string RoleId, string Division = "*", string Module = "*");
