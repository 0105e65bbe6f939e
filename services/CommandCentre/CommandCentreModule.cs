using System.Net;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Radzen;
using SmartCity.CommandCentre.Accounts;
using SmartCity.CommandCentre.Frame;
using SmartCity.CommandCentre.Pages;
using SmartCity.CommandCentre.Sessions;
using SmartCity.Desks;
using SmartCity.CommandCentre.Map;
using SmartCity.Desks.Live;
using SmartCity.Desks.Wall;
using SmartCity.Kernel.Http;
using SmartCity.Kernel.Modules;

namespace SmartCity.CommandCentre;

/// <summary>指挥中心: the pages people keep open all day, and who may open them. Desks, layers and figures are brought by their modules.</summary>
public sealed class CommandCentreModule : IPageModule
{
    internal const string RouteName = "command-centre";

    public string Name => "CommandCentre";

    public string Route => RouteName;

    public void Configure(ModuleBuilder module)
    {
        module.Options<CommandCentreOptions>().Check<CommandCentreOptions>(CommandCentreOptions.Mistakes).Database<CommandCentreDbContext>().Loop<TokenLoop>()
            .Desk(new Desk(typeof(AccountsPage), ("账号与登录", "Accounts"), "manage_accounts", RouteName, "manage-accounts", 900));
        module.Services.AddAccounts();
        module.Services.AddCookies();
        module.AddIdentityPlatform();
        module.Services.AddSingleton<LiveReadings>().AddScoped<Pulse>().AddSingleton<Freshness>().AddSingleton<Shapes>();
        module.Services.AddSingleton<DeskBook>();
        // A browser that draws slowly is three drawings behind and then gets the latest, not ten old ones first.
        module.Services.AddRazorComponents().AddInteractiveServerComponents(circuits => circuits.MaxBufferedUnacknowledgedRenderBatches = 3);
        module.Services.AddRadzenComponents();
        module.Services.AddAntiforgery();
        module.Services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<CommandCentreOptions>>((headers, ours) =>
        {
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var gateway in ours.Value.Gateways)
                headers.KnownProxies.Add(IPAddress.Parse(gateway));
        });
        module.Services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new(UnicodeRanges.All));
        // The keys of cookies lie beside the data they guard, as the node's own keys do.
        module.Services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
    }

    public void Map(IEndpointRouteBuilder routes) => AccountEndpoints.Map(routes);

    public void UseFiles(WebApplication app)
    {
        // Only the gateway's word on who called and how counts; it replaces what callers say.
        app.UseForwardedHeaders();
        // A built program finds the files of its libraries by their manifest, a published one in its own folder.
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        app.UseStaticFiles(new StaticFileOptions { ContentTypeProvider = Files.Types, OnPrepareResponse = file => file.Context.Response.Headers.CacheControl = "no-cache" });
    }

    public void UseForms(WebApplication app)
    {
        app.UseMiddleware<SameOrigin>();
        app.UseMiddleware<PageHeaders>();
        app.UseAntiforgery();
    }

    public void MapPages(WebApplication app)
    {
        SignInEndpoints.Map(app);
        CodeEndpoints.Map(app);
        IdentityPlatform.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.DisableWebSocketCompression = false)
            .AddAdditionalAssemblies([.. app.Services.GetRequiredService<DeskBook>().Assemblies.Where(assembly => assembly != typeof(App).Assembly)])
            .WithMetadata(new NotAuditedMetadata())
            .Add(SignedInOnly);
    }

    // Deny by default here as well: a page, the line of pages, whatever the framework maps with them.
    private static void SignedInOnly(EndpointBuilder page)
    {
        if (!page.Metadata.Any(metadata => metadata is IAuthorizeData or IAllowAnonymous))
            page.Metadata.Add(new AuthorizeAttribute(Cookies.PagePolicy));
    }
}
