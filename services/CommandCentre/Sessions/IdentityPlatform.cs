using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using SmartCity.CommandCentre.Accounts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Modules;

namespace SmartCity.CommandCentre.Sessions;

/// <summary>Signing in at the city's own identity platform: authorization code with PKCE; roles come from a claim, rights from our settings.</summary>
internal static class IdentityPlatform
{
    public const string Scheme = "Platform";
    private const string Callback = "/account/platform-answer";

    public static void AddIdentityPlatform(this ModuleBuilder module)
    {
        if (string.IsNullOrEmpty(module.Configuration["CommandCentre:OpenIdConnect:Authority"]))
            return;
        module.Services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
        module.Services.AddOptions<Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions>(Scheme).Configure<IOptions<CommandCentreOptions>, NodeInfo>((platform, ours, node) => Set(platform, ours.Value.OpenIdConnect, node));
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<CommandCentreOptions>>().Value.OpenIdConnect.IsUsed)
            return;
        routes.MapGet("/account/platform", (string? returnUrl) => Results.Challenge(new() { RedirectUri = SignInEndpoints.Local(returnUrl) }, [Scheme])).AllowAnonymous().ExcludeFromDescription();
        // The platform's answer is taken by authentication before it comes here; what does come here is no answer.
        routes.MapGet(Callback, () => Results.LocalRedirect("/account/sign-in?why=Platform")).AllowAnonymous().ExcludeFromDescription();
    }

    private static void Set(Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions platform, OpenIdConnectOptions ours, NodeInfo node)
    {
        platform.Authority = ours.Authority;
        platform.ClientId = ours.ClientId;
        platform.ClientSecret = ours.ClientSecretFile is { } file ? File.ReadAllText(file).Trim() : null;
        platform.RequireHttpsMetadata = !ours.AllowHttp;
        (platform.ResponseType, platform.ResponseMode, platform.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        (platform.CallbackPath, platform.SignInScheme, platform.MapInboundClaims, platform.GetClaimsFromUserInfoEndpoint) = (Callback, Cookies.Scheme, false, true);
        platform.TokenValidationParameters.NameClaimType = "name";
        foreach (var cookie in new[] { platform.CorrelationCookie, platform.NonceCookie })
            (cookie.Name, cookie.SameSite, cookie.SecurePolicy) = ($"smartcity-{node.Id}-{(cookie == platform.NonceCookie ? "nonce" : "correlation")}-", SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest);
        platform.ClaimActions.MapJsonKey(ours.RoleClaim, ours.RoleClaim);
        platform.Events.OnTicketReceived = TicketAsync;
        platform.Events.OnRemoteFailure = FailAsync;
    }

    private static async Task TicketAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var options = services.GetRequiredService<IOptions<CommandCentreOptions>>().Value;
        var person = context.Principal!;
        var rights = Roles.RightsOf(GrantsOf(person, options.OpenIdConnect));
        if (rights.Count == 0 || person.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            CommandCentreLog.Refused(services.GetRequiredService<ILogger<CommandCentreModule>>(), SignInEndpoints.Address(context.HttpContext), "NoRole");
            context.Response.Redirect("/account/sign-in?why=NoRole");
            return;
        }
        var session = await services.GetRequiredService<SessionBook>().BeginAsync(new()
        {
            Account = $"{options.OpenIdConnect.Authority} {subject}",
            UserName = person.FindFirstValue("preferred_username") ?? subject,
            DisplayName = person.FindFirstValue("name") ?? person.FindFirstValue("preferred_username") ?? subject,
            External = string.Join('\n', rights),
            Address = SignInEndpoints.Address(context.HttpContext),
            Browser = SignInEndpoints.Browser(context.HttpContext),
        }, options.SessionLasts, context.HttpContext.RequestAborted);
        await Cookies.SignInAsync(context.HttpContext, session);
        await services.GetRequiredService<SignInAudit>().DoneAsync(context.HttpContext, session.UserName);
        CommandCentreLog.SignedIn(services.GetRequiredService<ILogger<CommandCentreModule>>(), session.Account, session.Address);
        context.Response.Redirect(SignInEndpoints.Local(context.ReturnUri));
    }

    internal static IEnumerable<Grant> GrantsOf(ClaimsPrincipal person, OpenIdConnectOptions options)
    {
        var values = person.FindAll(options.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return options.Grants.Where(pair => values.Contains(pair.Value)).Select(pair => new Grant("", pair.Grant.RoleId, pair.Grant.Division, pair.Grant.Module));
    }

    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        CommandCentreLog.Refused(context.HttpContext.RequestServices.GetRequiredService<ILogger<CommandCentreModule>>(), SignInEndpoints.Address(context.HttpContext), context.Failure?.GetType().Name ?? "platform");
        context.Response.Redirect("/account/sign-in?why=Platform");
        return Task.CompletedTask;
    }
}
