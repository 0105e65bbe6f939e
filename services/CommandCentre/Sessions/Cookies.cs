using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SmartCity.Kernel.Hosting;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>Who is at a page is said by a cookie that holds a session's id and nothing else; what it may do is looked up at every request.</summary>
internal static class Cookies
{
    public const string Scheme = "Page";
    public const string SessionClaim = "sid";
    public const string MustChangeClaim = "must-change";

    /// <summary>Signed in, whatever else is missing.</summary>
    public const string SignedInPolicy = "page-signed-in";

    /// <summary>Signed in, and nothing stands before work.</summary>
    public const string PagePolicy = "page";

    public static void AddCookies(this IServiceCollection services)
    {
        services.AddSingleton<SessionBook>().AddSingleton<SignInAudit>();
        services.AddDataProtection().SetApplicationName("smart-hengyang");
        services.AddSingleton<CookieKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<CookieKeys>((keys, ours) => keys.XmlRepository = ours);
        services.AddAuthentication().AddCookie(Scheme);
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<NodeInfo>(Set);
        services.AddOptions<AntiforgeryOptions>().Configure<NodeInfo>((forms, node) => forms.Cookie.Name = $"smartcity-{node.Id}-form");
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedInPolicy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser())
            .AddPolicy(PagePolicy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser().RequireAssertion(context => !context.User.HasClaim(claim => claim.Type == MustChangeClaim)));
    }

    /// <summary>Signs a browser in to a session.</summary>
    public static Task SignInAsync(HttpContext http, Session session) =>
        http.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new(SessionClaim, session.Id)], Scheme)), new() { ExpiresUtc = session.Until });

    // Ports of one machine share their cookies: each node's have a name of their own.
    private static void Set(CookieAuthenticationOptions cookie, NodeInfo node)
    {
        cookie.Cookie.Name = $"smartcity-{node.Id}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/account/sign-in";
        cookie.AccessDeniedPath = "/account/password";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.Events.OnValidatePrincipal = ValidateAsync;
        // A relative address: the browser knows by which name it came.
        cookie.Events.OnRedirectToLogin = context => GoAsync(context, cookie.LoginPath);
        cookie.Events.OnRedirectToAccessDenied = context => GoAsync(context, cookie.AccessDeniedPath);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var id = context.Principal?.FindFirstValue(SessionClaim);
        var book = context.HttpContext.RequestServices.GetRequiredService<SessionBook>();
        if (id is null || await book.FindAsync(id, context.HttpContext.RequestAborted) is not { } who)
        {
            context.RejectPrincipal();
            return;
        }
        var identity = new ClaimsIdentity([new("sub", who.Operator.Id), new("name", who.Operator.Name), new(SessionClaim, id)], Scheme, "name", "role");
        if (who.MustChangePassword)
            identity.AddClaim(new(MustChangeClaim, "true"));
        context.ReplacePrincipal(new(identity));
    }

    private static Task GoAsync(RedirectContext<CookieAuthenticationOptions> context, PathString page)
    {
        var request = context.Request;
        // A script that asks is told plainly; a page is sent on, and comes back to where it wanted to go.
        if (!HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/_blazor"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
        context.Response.Redirect(page + QueryString.Create("returnUrl", request.Path + request.QueryString));
        return Task.CompletedTask;
    }
}
