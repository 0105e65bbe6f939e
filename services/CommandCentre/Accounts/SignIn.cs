using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>Why somebody is not let in; the page has words for each.</summary>
internal enum SignInRefusal
{
    /// <summary>The name, the password or the code is wrong; it is not said which.</summary>
    Wrong,

    /// <summary>The account's one-time code is needed as well.</summary>
    CodeNeeded,

    /// <summary>Too many wrong attempts: locked for a while.</summary>
    Locked,
}

/// <summary>Checks who somebody is by a local account.</summary>
internal sealed class SignIn(UserManager<Account> accounts, IPasswordHasher<Account> hasher)
{
    private static readonly Account Nobody = new() { Id = "nobody" };
    private static string? nobodysHash;

    /// <summary>Whose account it is and why they are not let in; no refusal when they are. Without an account nothing was judged: there is none, or it is locked already.</summary>
    public async Task<(Account? Account, SignInRefusal? Refusal)> CheckAsync(string userName, string password, string? code)
    {
        if (await accounts.FindByNameAsync(userName) is not { Disabled: false } account)
        {
            // As much work as for an account that there is: the time taken gives no name away.
            hasher.VerifyHashedPassword(Nobody, nobodysHash ??= hasher.HashPassword(Nobody, "nobody"), password);
            return (null, SignInRefusal.Wrong);
        }
        if (await accounts.IsLockedOutAsync(account))
            return (null, SignInRefusal.Locked);
        if (!await accounts.CheckPasswordAsync(account, password))
            return (account, await FailAsync(account));
        if (account.TwoFactorEnabled)
        {
            if (string.IsNullOrWhiteSpace(code))
                return (null, SignInRefusal.CodeNeeded);
            if (!await IsCodeAsync(account, code))
                return (account, await FailAsync(account));
        }
        await accounts.ResetAccessFailedCountAsync(account);
        return (account, null);
    }

    private async Task<SignInRefusal> FailAsync(Account account)
    {
        await accounts.AccessFailedAsync(account);
        return await accounts.IsLockedOutAsync(account) ? SignInRefusal.Locked : SignInRefusal.Wrong;
    }

    private async Task<bool> IsCodeAsync(Account account, string code)
    {
        var plain = code.Replace(" ", "");
        return await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, plain)
            || (await accounts.RedeemTwoFactorRecoveryCodeAsync(account, plain)).Succeeded;
    }
}
