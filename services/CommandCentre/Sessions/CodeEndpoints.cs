using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartCity.CommandCentre.Accounts;
using SmartCity.CommandCentre.Pages;
using SmartCity.Kernel.Http;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>One-time codes (TOTP, RFC 6238): switched on by a first code, off by the password.</summary>
internal static class CodeEndpoints
{
    public const int RecoveryCodes = 8;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/account/codes", SwitchOnAsync).RequireAuthorization(Cookies.PagePolicy).WithMetadata(new NotAuditedMetadata()).ExcludeFromDescription();
        routes.MapPost("/account/codes/off", SwitchOffAsync).RequireAuthorization(Cookies.PagePolicy).WithMetadata(new NotAuditedMetadata()).ExcludeFromDescription();
    }

    private static async Task<IResult> SwitchOnAsync([FromForm] string? code, UserManager<Account> accounts, SessionBook sessions, SignInAudit audit, HttpContext http)
    {
        if (await FindAsync(accounts, sessions, http) is not { TwoFactorEnabled: false } account)
            return Results.LocalRedirect("/account/codes");
        if (!await accounts.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, (code ?? "").Replace(" ", "")))
            return Results.LocalRedirect("/account/codes?why=Wrong");
        await accounts.SetTwoFactorEnabledAsync(account, true);
        await audit.DoneAsync(http, account.UserName!);
        var recovery = await accounts.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? [];
        http.Response.Headers.CacheControl = "no-store";
        // Shown this once: only the page that answers knows them.
        return new RazorComponentResult<CodesOnPage>(new Dictionary<string, object?> { [nameof(CodesOnPage.Codes)] = recovery.ToList() });
    }

    private static async Task<RedirectHttpResult> SwitchOffAsync([FromForm] string? password, UserManager<Account> accounts, SessionBook sessions, SignInAudit audit, HttpContext http)
    {
        if (await FindAsync(accounts, sessions, http) is not { } account)
            return TypedResults.LocalRedirect("/account/codes");
        if (await accounts.IsLockedOutAsync(account) || !await accounts.CheckPasswordAsync(account, password ?? ""))
        {
            await accounts.AccessFailedAsync(account);
            await audit.RefusedAsync(http, account.UserName!);
            return TypedResults.LocalRedirect("/account/codes?why=Password");
        }
        await accounts.SetTwoFactorEnabledAsync(account, false);
        await accounts.ResetAuthenticatorKeyAsync(account);
        await audit.DoneAsync(http, account.UserName!);
        return TypedResults.LocalRedirect("/account/codes");
    }

    private static async Task<Account?> FindAsync(UserManager<Account> accounts, SessionBook sessions, HttpContext http) =>
        await sessions.FindAsync(http.User.FindFirst(Cookies.SessionClaim)!.Value, http.RequestAborted) is { Session: { External: null } session } ? await accounts.FindByIdAsync(session.Account) : null;
}
