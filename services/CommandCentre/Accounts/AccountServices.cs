using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SmartCity.CommandCentre.Accounts;

/// <summary>ASP.NET Core Identity over the module's tables.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<AccountStore>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddOptions<IdentityOptions>().Configure<IOptions<CommandCentreOptions>>((identity, ours) =>
        {
            identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
            identity.Lockout.MaxFailedAccessAttempts = ours.Value.LockAfter;
            identity.Lockout.DefaultLockoutTimeSpan = ours.Value.LockFor;
            // Length is what keeps a password; classes of characters make people write it down.
            identity.Password.RequiredLength = ours.Value.PasswordLength;
            identity.Password.RequiredUniqueChars = 5;
            identity.Password.RequireNonAlphanumeric = identity.Password.RequireUppercase = identity.Password.RequireLowercase = identity.Password.RequireDigit = false;
        });
        services.AddScoped<IPasswordValidator<Account>, NotTheName>();
        services.AddScoped<SignIn>();
        services.AddScoped<AccountDesk>();
    }

    private sealed class NotTheName : IPasswordValidator<Account>
    {
        public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
            Task.FromResult(user.UserName is { Length: >= 3 } name && password?.Contains(name, StringComparison.OrdinalIgnoreCase) == true
                ? IdentityResult.Failed(new IdentityError { Code = "PasswordHasName", Description = "The password must not hold the user name." }) : IdentityResult.Success);
    }
}
