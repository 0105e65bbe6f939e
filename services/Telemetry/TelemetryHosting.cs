using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SmartCity.Telemetry;

/// <summary>Traces, metrics and logs of a program by OpenTelemetry: sent by OTLP when somebody is named who takes them, and metrics to be fetched.</summary>
public static class TelemetryHosting
{
    private const string Ours = "SmartCity.*";
    private static readonly string[] Quiet = ["/health", "/metrics", "/api/platform/v1/metrics", "/api/federation/v1/downlink", "/api/federation/v1/hello"];

    /// <summary>Whether anything is sent by OTLP.</summary>
    public static bool IsSent(IConfiguration configuration) =>
        new[] { "", "TRACES_", "METRICS_", "LOGS_" }.Any(signal => configuration[$"OTEL_EXPORTER_OTLP_{signal}ENDPOINT"] is { Length: > 0 });

    /// <summary>Adds all of it.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="service">What it is, for example <c>smartcity-node</c>.</param>
    /// <param name="node">Id of the node or site it belongs to.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, string service, string node)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<MetricsListener>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, service, node))
            .WithMetrics(metrics => metrics.AddMeter(Ours, "System.Runtime", "Npgsql").AddAspNetCoreInstrumentation().AddPrometheusExporter(text => text.ScrapeResponseCacheDurationMilliseconds = 300));
        if (!IsSent(builder.Configuration))
            return;
        var ratio = builder.Configuration.GetSection("Telemetry").Get<TelemetryOptions>()?.SampleRatio ?? new TelemetryOptions().SampleRatio;
        telemetry.WithTracing(traces => Trace(traces, ratio)).WithLogging(null, logs => logs.IncludeFormattedMessage = true).UseOtlpExporter();
    }

    /// <summary>Serves the metrics as Prometheus text; whoever maps it says who may have them.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder routes, string pattern) => routes.MapPrometheusScrapingEndpoint(pattern);

    private static void Describe(ResourceBuilder resource, string service, string node) => resource
        .AddService(service, "smartcity", typeof(TelemetryHosting).Assembly.GetName().Version!.ToString(3), autoGenerateServiceInstanceId: false, $"{node}-{Environment.MachineName}-{Environment.ProcessId}")
        .AddAttributes([new("smartcity.node", node)])
        .AddEnvironmentVariableDetector();

    private static void Trace(TracerProviderBuilder traces, double ratio) => traces
        .SetSampler(new StorySampler(Math.Clamp(ratio, 0, 1)))
        .AddSource(Ours)
        .AddAspNetCoreInstrumentation(requests =>
        {
            requests.Filter = http => !Quiet.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
            requests.EnrichWithHttpRequest = Redaction.OfRequest;
            requests.EnrichWithHttpResponse = Redaction.OfResponse;
        })
        .AddHttpClientInstrumentation(calls => calls.EnrichWithHttpRequestMessage = Redaction.OfCall);
}
