using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.CommandCentre.Accounts;
using SmartCity.Kernel.Http;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>The forms of signing in and out. Each is guarded by its antiforgery token and by where it comes from.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Every answer is a redirect: what came of it is told to the audit by SignInAudit, not by the status.
        routes.MapPost("/account/sign-in", SignInAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost("/account/sign-out", SignOutAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).AddEndpointFilter(WithTokenAsync).RequireAuthorization(Cookies.SignedInPolicy).WithMetadata(new NotAuditedMetadata()).ExcludeFromDescription();
        routes.MapPost("/account/password", ChangePasswordAsync).RequireAuthorization(Cookies.SignedInPolicy).WithMetadata(new NotAuditedMetadata()).ExcludeFromDescription();
        routes.MapPost("/account/language", SetLanguage).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<RedirectHttpResult> SignInAsync([FromForm] string? userName, [FromForm] string? password, [FromForm] string? code, [FromForm] string? returnUrl,
        SignIn signIn, SessionBook sessions, SignInAudit audit, IOptions<CommandCentreOptions> options, HttpContext http, ILogger<CommandCentreModule> logger)
    {
        var (account, refusal) = await signIn.CheckAsync(Bounded(userName), Bounded(password), code is null ? null : Bounded(code));
        if (account is null || refusal is not null)
        {
            CommandCentreLog.Refused(logger, Address(http), refusal.ToString()!);
            if (account is not null)
                await (refusal == SignInRefusal.Locked ? audit.LockedAsync(http, account.UserName!) : audit.RefusedAsync(http, account.UserName!));
            return TypedResults.LocalRedirect($"/account/sign-in?why={refusal}&returnUrl={Uri.EscapeDataString(Local(returnUrl))}");
        }
        var session = await sessions.BeginAsync(new()
        {
            Account = account.Id, UserName = account.UserName!, DisplayName = account.DisplayName, Address = Address(http), Browser = Browser(http),
        }, options.Value.SessionLasts, http.RequestAborted);
        await Cookies.SignInAsync(http, session);
        CommandCentreLog.SignedIn(logger, account.Id, Address(http));
        await audit.DoneAsync(http, account.UserName!);
        return TypedResults.LocalRedirect(account.MustChangePassword ? "/account/password" : Local(returnUrl));
    }

    private static async Task<RedirectHttpResult> SignOutAsync(SessionBook sessions, SignInAudit audit, HttpContext http)
    {
        await sessions.EndAsync(http.User.FindFirst(Cookies.SessionClaim)!.Value, SessionBook.SignedOut, http.RequestAborted);
        await audit.DoneAsync(http, Caller(http));
        await http.SignOutAsync(Cookies.Scheme);
        return TypedResults.LocalRedirect("/account/sign-in?why=Out");
    }

    private static async Task<RedirectHttpResult> ChangePasswordAsync([FromForm] string? current, [FromForm] string? wanted, [FromForm] string? again, UserManager<Account> accounts, SessionBook sessions, SignInAudit audit, HttpContext http)
    {
        static RedirectHttpResult Again(string why) => TypedResults.LocalRedirect("/account/password?why=" + why);
        if (Bounded(wanted) != Bounded(again))
            return Again("Different");
        if (await sessions.FindAsync(http.User.FindFirst(Cookies.SessionClaim)!.Value, http.RequestAborted) is not { Session.External: null } who || await accounts.FindByIdAsync(who.Session.Account) is not { } account)
            return Again("External");
        if (Bounded(wanted) == Bounded(current))
            return Again("Same");
        account.MustChangePassword = false;
        var changed = await accounts.ChangePasswordAsync(account, Bounded(current), Bounded(wanted));
        if (!changed.Succeeded)
        {
            if (changed.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.PasswordMismatch)))
                await audit.RefusedAsync(http, account.UserName!);
            return Again(changed.Errors.First().Code);
        }
        await audit.DoneAsync(http, account.UserName!);
        await sessions.EndAllAsync(account.Id, who.Session.Id, "password changed", http.RequestAborted);
        return TypedResults.LocalRedirect("/");
    }

    // Where fields of a form are bound the framework refuses by itself; a form without fields has to be looked at.
    private static async ValueTask<object?> WithTokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? await next(context) : TypedResults.BadRequest();

    private static RedirectHttpResult SetLanguage([FromForm] string? language, [FromForm] string? returnUrl, HttpContext http)
    {
        http.Response.Cookies.Append("language", language == "en" ? "en" : "zh", new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return TypedResults.LocalRedirect(Local(returnUrl));
    }

    private static string Caller(HttpContext http) => http.User.FindFirst("sub")?.Value ?? "";

    private static string Bounded(string? text) => text is { Length: <= 256 } ? text : "";

    // Only ever back to a page of ours.
    internal static string Local(string? url) => url is { Length: > 1 and < 512 } && url[0] == '/' && url[1] is not ('/' or '\\') && !url.StartsWith("/account", StringComparison.Ordinal) ? url : "/";

    internal static string Address(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    internal static string Browser(HttpContext http) => http.Request.Headers.UserAgent.ToString() is { Length: > 200 } longer ? longer[..200] : http.Request.Headers.UserAgent.ToString();
}
