using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SmartCity.Gateway.Hosting;

/// <summary>The side that callers see: Kestrel and its limits.</summary>
internal static class Listener
{
    public static void AddGatewayOptions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<GatewayOptions>()
            .BindConfiguration("Gateway", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsCheck>();
        builder.Services.AddHostedService<ParentWatch>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    public static void AddGatewayListener(this WebApplicationBuilder builder) =>
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>((kestrel, options) =>
        {
            var limits = options.Value.Limits;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = limits.Connections;
            kestrel.Limits.RequestHeadersTimeout = limits.Headers;
            kestrel.Limits.MinRequestBodyDataRate = new(limits.SlowestBodyBytesPerSecond, limits.SlowBodyGrace);
            // Until the caller is known; admission sets the caller's own.
            kestrel.Limits.MaxRequestBodySize = limits.EnrolmentMaxBodyBytes;
        });

    /// <summary>Whether nobody on another machine can reach us, as far as settings say.</summary>
    public static bool IsOnLoopback(IConfiguration configuration)
    {
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            return configuration.GetSection("Kestrel:Endpoints").GetChildren().All(endpoint => IsLoopback(endpoint["Url"]));
        if (configuration["urls"] is { Length: > 0 } urls)
            return urls.Split(';').All(IsLoopback);
        // Ports without an address mean every address; nothing at all means localhost.
        return string.IsNullOrEmpty(configuration["http_ports"]) && string.IsNullOrEmpty(configuration["https_ports"]);
    }

    private static bool IsLoopback(string? url) =>
        Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
