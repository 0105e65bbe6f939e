using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.CommandCentre.Accounts;
using SmartCity.TestKit;

namespace SmartCity.CommandCentre.Tests.Storage;

public sealed class TokenTests
{
    [Fact]
    public async Task Keys_of_one_time_codes_lie_protected_also_those_of_an_earlier_version()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("han");
        await using var scope = node.Services.CreateAsyncScope();
        var (accounts, db) = (scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<CommandCentreDbContext>());
        var account = (await accounts.FindByNameAsync("han"))!;
        await accounts.ResetAuthenticatorKeyAsync(account);
        var key = await accounts.GetAuthenticatorKeyAsync(account);
        Assert.Matches("^[A-Z2-7]{32}$", key);
        var kept = await db.Set<IdentityUserToken<string>>().SingleAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key!, kept.Value);

        kept.Value = key;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(key, await accounts.GetAuthenticatorKeyAsync(account));
        await scope.ServiceProvider.GetRequiredService<AccountStore>().ProtectOldAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(key!, kept.Value);
        Assert.Equal(key, await accounts.GetAuthenticatorKeyAsync(account));
    }

    [Fact]
    public async Task A_key_that_was_protected_by_other_keys_fits_no_code_and_breaks_nothing()
    {
        await using var node = await TestSite.StartAsync();
        using var browser = await node.AccountAsync("deng");
        await using var scope = node.Services.CreateAsyncScope();
        var (accounts, db) = (scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), scope.ServiceProvider.GetRequiredService<CommandCentreDbContext>());
        var account = (await accounts.FindByNameAsync("deng"))!;
        await accounts.ResetAuthenticatorKeyAsync(account);
        (await db.Set<IdentityUserToken<string>>().SingleAsync(TestContext.Current.CancellationToken)).Value = "v1:of-other-keys";
        Assert.Null(await accounts.GetAuthenticatorKeyAsync(account));
    }
}
