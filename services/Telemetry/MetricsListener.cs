using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace SmartCity.Telemetry;

/// <summary>
/// A listener of its own for the program that fetches metrics: it has <c>/metrics</c> and nothing else, so that a network
/// rule for its port opens nothing more.
/// </summary>
internal sealed class MetricsListener(IOptions<TelemetryOptions> options, MeterProvider meters) : IHostedService
{
    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MetricsPort == 0)
            return;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 20;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Parse(options.Value.MetricsBind), options.Value.MetricsPort);
        });
        app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, context => context.Request.Path == "/metrics", null, null, null);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"TCP port {options.Value.MetricsPort} on {options.Value.MetricsBind} cannot be opened for metrics: {taken.Message} Set Telemetry:MetricsPort to a free port, or to 0.", taken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (app is not null)
            await app.DisposeAsync();
    }
}
