using Microsoft.Extensions.DependencyInjection.Extensions;
using SmartCity.Gateway.Access;
using SmartCity.Gateway.Directories;
using SmartCity.Gateway.Figures;
using SmartCity.Gateway.Forwarding;
using SmartCity.Gateway.Hosting;
using SmartCity.Gateway.Identity;
using SmartCity.Gateway.Limits;
using SmartCity.Telemetry;

namespace SmartCity.Gateway;

/// <summary>Builds the gateway out of settings.</summary>
public static class GatewayHost
{
    /// <summary>Builds it; run it with <c>RunAsync</c>.</summary>
    /// <param name="args">Command line settings, <c>--Gateway:Site=gateway-430400</c>.</param>
    /// <param name="configure">For tests: settings and services before it is built.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A setting is wrong; the message names every mistake.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.UseUtcTimestamp) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ ", true));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Yarp", LogLevel.Error).AddFilter("System.Net.Http", LogLevel.Warning);
        configure?.Invoke(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);

        builder.AddTelemetry("smartcity-gateway", builder.Configuration["Gateway:Site"] ?? "");
        builder.Services.AddSingleton<GatewayMetrics>().AddHostedService(provider => provider.GetRequiredService<GatewayMetrics>());
        builder.AddGatewayOptions();
        builder.AddGatewayListener();
        builder.Services.AddDirectory();
        builder.Services.AddIdentity();
        builder.Services.AddSingleton<CallerBudgets>();
        builder.Services.AddForwarding();

        var app = builder.Build();
        app.UseMiddleware<AccessLog>();
        app.UseMiddleware<Faults>();
        app.UseRouting();
        app.MapHealth();
        app.MapReverseProxy(proxy => proxy.UseMiddleware<Admission>());
        app.MapFallback("{*path}", Nowhere.HandleAsync);
        return app;
    }
}
